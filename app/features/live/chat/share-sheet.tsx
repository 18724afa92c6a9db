import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { copyText } from '#app/ui/copy-text.ts'
import { Sheet } from '#app/ui/sheet.tsx'
import type { Shared } from './share-button.tsx'
import styles from './share-sheet.module.css'

export function ShareSheet({
  shared,
  open,
  onClose,
}: {
  shared: Shared
  open: boolean
  onClose: () => void
}) {
  const { t } = useTranslation('chat')
  return (
    <Sheet open={open} onClose={onClose} title={t('share.title')}>
      <Ways shared={shared} />
    </Sheet>
  )
}

function Ways({ shared: { room, title, url } }: { shared: Shared }) {
  const { t } = useTranslation('chat')
  const [copied, setCopied] = useState<boolean | null>(null)
  const canShare = 'share' in navigator
  return (
    <div className={styles.ways}>
      <p className={styles.link}>{url}</p>
      {canShare ? (
        // She may think better of it: then nothing has happened.
        <Button look="sea" icon="share" onClick={() => void navigator.share({ title, url }).catch(() => {})}>
          {t('share.system')}
        </Button>
      ) : null}
      <Button look={canShare ? 'line' : 'sea'} icon="link" onClick={() => void copyText(url).then(setCopied)}>
        {t('share.copy')}
      </Button>
      <ButtonLink look="line" icon="picture" to={`/live/${room}/poster`}>
        {t('share.poster')}
      </ButtonLink>
      <p role="status" className={styles.status}>
        {copied === null ? null : t(copied ? 'share.copied' : 'share.copyFailed')}
      </p>
      {navigator.userAgent.includes('MicroMessenger') ? <p>{t('share.wechat')}</p> : null}
    </div>
  )
}
