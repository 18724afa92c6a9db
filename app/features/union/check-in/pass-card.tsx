import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Section } from '#app/ui/plain-page.tsx'
import { findKeptPass, keepPass, withClock, type KeptPass } from './kept-pass.ts'
import { makePassCode, type PassSecret } from './make-pass-code.ts'
import { stepMs } from './rotating-code.ts'
import './pass-texts.ts'
import styles from './pass-card.module.css'

/**
 * Her code for the door of a class, made anew every half minute on her own phone. `pass` came with the page; without network
 * it is what the phone has kept.
 */
export function PassCard({ pass, now }: { pass: PassSecret | null; now: number }) {
  const { t } = useTranslation('pass')
  const { image, trouble } = usePassImage(pass, now)
  return (
    <Section title={t('title')}>
      <div className={styles.pass}>
        {image === null ? (
          <p role="status" className={styles.words}>
            {t(trouble ?? 'making')}
          </p>
        ) : (
          <img src={image} alt={t('image')} width="260" height="260" className={styles.image} />
        )}
        <p className={styles.hint}>{t('hint')}</p>
      </div>
    </Section>
  )
}

type Trouble = 'missing' | 'insecure'

function usePassImage(pass: PassSecret | null, pageNow: number) {
  const [shown, setShown] = useState<{ image: string | null; trouble: Trouble | null }>({
    image: null,
    trouble: null,
  })
  useEffect(() => {
    const kept = pass === null ? findKeptPass() : withClock(pass, { pageNow, phoneNow: Date.now() })
    if (kept === null) return setShown({ image: null, trouble: 'missing' })
    if (!window.isSecureContext) return setShown({ image: null, trouble: 'insecure' })
    keepPass(kept)
    let timer: ReturnType<typeof setTimeout> | undefined
    let gone = false
    const draw = async () => {
      const moment = Date.now() + kept.clockAhead
      const image = await imageOf(kept, moment)
      if (gone) return
      setShown({ image, trouble: null })
      timer = setTimeout(() => void draw(), stepMs - (moment % stepMs))
    }
    void draw()
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [pass, pageNow])
  return shown
}

async function imageOf(pass: KeptPass, moment: number): Promise<string> {
  const { default: QRCode } = await import('qrcode')
  const code = await makePassCode(pass, moment)
  const svg = await QRCode.toString(code, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  return `data:image/svg+xml;base64,${btoa(svg)}`
}
