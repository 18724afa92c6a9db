import { useTranslation } from 'react-i18next'
import { Icon } from '#app/ui/icon.tsx'
import styles from './big-play.module.css'

/** The whole picture is the button: nobody has to aim. */
export function BigPlay({ onTap }: { onTap: () => void }) {
  const { t } = useTranslation('live')
  return (
    <button type="button" className={styles.play} onClick={onTap}>
      <span className={styles.disc}>
        <Icon name="play" />
      </span>
      <span className={styles.words}>{t('player.needsTap')}</span>
    </button>
  )
}
