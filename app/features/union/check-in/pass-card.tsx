import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchedAt, keepThisPage } from '#app/ui/kept-pages.ts'
import { Section } from '#app/ui/plain-page.tsx'
import { makePassCode, type PassSecret } from './make-pass-code.ts'
import { clockAhead } from './phone-clock.ts'
import { stepMs } from './rotating-code.ts'
import './pass-texts.ts'
import styles from './pass-card.module.css'

/**
 * Her code for the door of a class, made anew every half minute on her own phone: with `pass`, which came with the page. The
 * phone keeps the page: without network it is opened as it was, and makes codes all the same.
 */
export function PassCard({ pass, now }: { pass: PassSecret; now: number }) {
  const { t } = useTranslation('pass')
  const { image, insecure } = usePassImage(pass, now)
  return (
    <Section title={t('title')}>
      <div className={styles.pass}>
        {image === null ? (
          <p role="status" className={styles.words}>
            {t(insecure ? 'insecure' : 'making')}
          </p>
        ) : (
          <img src={image} alt={t('image')} width="260" height="260" className={styles.image} />
        )}
        <p className={styles.hint}>{t('hint')}</p>
      </div>
    </Section>
  )
}

function usePassImage({ id, secret }: PassSecret, pageNow: number) {
  const [shown, setShown] = useState<{ image: string | null; insecure: boolean }>({
    image: null,
    insecure: false,
  })
  useEffect(() => {
    if (!window.isSecureContext) return setShown({ image: null, insecure: true })
    const ahead = clockAhead({ pageNow, phoneNow: fetchedAt(pageNow) })
    let timer: ReturnType<typeof setTimeout> | undefined
    let gone = false
    const draw = async () => {
      const moment = Date.now() + ahead
      const image = await imageOf({ id, secret }, moment)
      if (gone) return
      setShown({ image, insecure: false })
      timer = setTimeout(() => void draw(), stepMs - (moment % stepMs))
    }
    // What draws the code is loaded by then, and is kept with the page.
    void draw().then(keepThisPage)
    return () => {
      gone = true
      clearTimeout(timer)
    }
  }, [id, secret, pageNow])
  return shown
}

async function imageOf(pass: PassSecret, moment: number): Promise<string> {
  const { default: QRCode } = await import('qrcode')
  const code = await makePassCode(pass, moment)
  const svg = await QRCode.toString(code, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 })
  return `data:image/svg+xml;base64,${btoa(svg)}`
}
