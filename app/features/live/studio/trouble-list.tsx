import { useTranslation } from 'react-i18next'
import { Icon } from '#app/ui/icon.tsx'
import type { PublishWarning } from '#app/kernel/ingest-wire.ts'
import type { StudioTrouble } from '../publisher/studio-view.ts'
import '../publisher/texts.ts'
import styles from './trouble-list.module.css'

/** What is wrong now and what to do, each in a sentence, under the picture. Read out as it comes. */
export function TroubleList({
  troubles,
  warning = null,
}: {
  troubles: readonly StudioTrouble[]
  warning?: PublishWarning | null
}) {
  const { t } = useTranslation('publisher')
  const shown = troubles.length > 0 || warning !== null
  return (
    <div role="status" className={shown ? styles.list : undefined}>
      {troubles.map((trouble) => (
        <p key={trouble} className={styles.trouble}>
          <Icon name="alert" />
          <span>{t(`troubles.${trouble}`)}</span>
        </p>
      ))}
      {warning ? (
        <p className={styles.trouble}>
          <Icon name="alert" />
          <span>{t(`warnings.${warning}`)}</span>
        </p>
      ) : null}
    </div>
  )
}
