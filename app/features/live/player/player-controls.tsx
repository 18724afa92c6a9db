import clsx from 'clsx'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import type { LivePlayerView } from './use-live-player.ts'
import styles from './player-controls.module.css'

/** Whether there is anything to control: not before scripts run, nor where the picture itself is the button. */
export function isPlayable({ ready, stage }: LivePlayerView): boolean {
  return ready && stage !== 'ended' && stage !== 'unsupported' && stage !== 'needs-tap'
}

/** Sound, and sound alone for a weak line. Coral while the picture is silent: that is the one thing to press. */
export function PlayerControls({ view, className }: { view: LivePlayerView; className?: string }) {
  const { t } = useTranslation('live')
  const { sound, soundOnly } = view
  if (!isPlayable(view)) return <div className={clsx(styles.controls, className)} />
  const plain = clsx(styles.control, styles.plain)
  return (
    <div className={clsx(styles.controls, className)}>
      {sound ? (
        <Button look="veil" icon="sound" className={plain} onClick={() => view.turnSound(false)}>
          {t('player.soundOff')}
        </Button>
      ) : (
        <Button look="main" icon="muted" className={styles.control} onClick={() => view.turnSound(true)}>
          {t('player.soundOn')}
        </Button>
      )}
      <Button
        look="veil"
        icon={soundOnly ? 'camera' : 'headphones'}
        className={plain}
        onClick={() => view.chooseSoundOnly(!soundOnly)}
      >
        {soundOnly ? t('player.picture') : t('player.soundOnly')}
      </Button>
    </div>
  )
}
