import { useTranslation } from 'react-i18next'
import { Icon } from '#app/ui/icon.tsx'
import type { StudioView } from '../publisher/studio-view.ts'
import { networkTones, pictureTones, pictureWord, soundTones, type Tone } from './checks.ts'
import { SoundMeter } from './sound-meter.tsx'
import './texts.ts'
import styles from './check-row.module.css'

const signs = { good: 'check', fair: 'alert', bad: 'alert', off: 'pause' } as const satisfies Record<
  Tone,
  string
>

/** Picture, sound and network, each in two words, before she goes live. */
export function CheckRow({ view }: { view: StudioView }) {
  const { t } = useTranslation('studio')
  const picture = pictureWord(view)
  const sound = view.camera.ready ? view.sound : 'off'
  const side = view.camera.facing === 'front' ? 'front' : 'behind'
  return (
    <ul className={styles.checks} aria-label={t('golive.checks')}>
      <li className={styles.check} data-tone={pictureTones[picture]}>
        <Icon name={signs[pictureTones[picture]]} />
        <b>{t(`golive.picture.${picture}`)}</b>
        <span className={styles.hint}>
          {t(picture === 'clear' ? `golive.picture.${side}` : `golive.picture.${picture}Hint`)}
        </span>
      </li>
      <li className={styles.check} data-tone={sound === 'off' ? 'off' : soundTones[sound]}>
        <span className={styles.meter}>
          {sound === 'off' || sound === 'muted' ? (
            <Icon name={sound === 'off' ? 'pause' : 'microphoneOff'} />
          ) : (
            <SoundMeter level={view.microphone.level} quiet={sound !== 'clear'} />
          )}
        </span>
        <b>{t(`golive.sound.${sound}`)}</b>
        <span className={styles.hint}>{t(`golive.sound.${sound}Hint`)}</span>
      </li>
      <li className={styles.check} data-tone={networkTones[view.network]}>
        <Icon name={signs[networkTones[view.network]]} />
        <b>{t(`golive.network.${view.network}`)}</b>
        <span className={styles.hint}>{t(`golive.network.${view.network}Hint`)}</span>
      </li>
    </ul>
  )
}
