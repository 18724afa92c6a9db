import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDuration } from '#app/kernel/clock.ts'
import { Button } from '#app/ui/button.tsx'
import { Icon, type IconName } from '#app/ui/icon.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Tag } from '#app/ui/tag.tsx'
import type { SoundWord, StudioView } from '../publisher/studio-view.ts'
import { networkTones, soundTones, type Tone } from './checks.ts'
import { sayRemaining } from './remaining.ts'
import { TroubleList } from './trouble-list.tsx'
import { useNow } from '#app/ui/use-now.ts'
import './texts.ts'
import styles from './on-air.module.css'

const soundSigns: Record<SoundWord, IconName> = {
  clear: 'sound',
  quiet: 'sound',
  silent: 'alert',
  muted: 'microphoneOff',
}

interface OnAirOverlayProps {
  view: StudioView
  /** Since when, by this clock; null for the moment that is just beginning. */
  since: number | null
  clock: () => number
  ending: boolean
  full: boolean
  onFull: (full: boolean) => void
  onEnd: () => void
}

/** Over the picture while she is on air: how long, the way out, network and sound in words, microphone and camera. */
export function OnAirOverlay({ view, since, clock, ending, full, onFull, onEnd }: OnAirOverlayProps) {
  const { t } = useTranslation('studio')
  const { microphone, camera, network, sound } = view
  return (
    <>
      <div className={styles.top}>
        <LiveTag since={since} clock={clock} />
        <Button
          look="veil"
          round
          className={styles.full}
          icon={full ? 'shrink' : 'enlarge'}
          onClick={() => onFull(!full)}
        >
          {t(full ? 'console.shrink' : 'console.enlarge')}
        </Button>
        <Button look="veil" className={styles.end} disabled={ending} onClick={onEnd}>
          {t(ending ? 'console.ending' : 'console.end')}
        </Button>
      </div>
      <div className={styles.bottom}>
        <ul className={styles.states}>
          <StateChip icon="signal" tone={networkTones[network]} word={t(`console.network.${network}`)} />
          <StateChip icon={soundSigns[sound]} tone={soundTones[sound]} word={t(`console.sound.${sound}`)} />
        </ul>
        <div className={styles.tools}>
          <Button
            look="line"
            round
            icon={microphone.muted ? 'microphoneOff' : 'microphone'}
            data-off={microphone.muted || undefined}
            onClick={() => view.muteMicrophone(!microphone.muted)}
          >
            {t(microphone.muted ? 'console.unmute' : 'console.mute')}
          </Button>
          {camera.canSwitch ? (
            <Button look="line" round icon="flip" onClick={() => view.switchCamera()}>
              {t('golive.switchCamera')}
            </Button>
          ) : null}
        </div>
      </div>
    </>
  )
}

function LiveTag({ since, clock }: Pick<OnAirOverlayProps, 'since' | 'clock'>) {
  const { t } = useTranslation('studio')
  const { language } = usePreferences()
  const now = useNow(clock, since ?? 0)
  const seconds = since === null ? 0 : (now - since) / 1000
  return (
    <span className={styles.live}>
      <Tag look="live">{t('console.live', { duration: formatDuration(seconds, language) })}</Tag>
    </span>
  )
}

function StateChip({ icon, tone, word }: { icon: IconName; tone: Tone; word: string }) {
  return (
    <li className={styles.state} data-tone={tone}>
      <Icon name={icon} size="small" />
      {word}
    </li>
  )
}

/** Under the picture: what is wrong and what to do; while the line is lost, that it comes back by itself. */
export function OnAirNotes({ view }: { view: StudioView }) {
  const { t } = useTranslation('studio')
  const { state, troubles, warning, quality } = view
  const others =
    state.name === 'reconnecting' ? troubles.filter((trouble) => trouble !== 'network-weak') : troubles
  const resumed = useJust(state.name === 'on-air' && state.resumed ? state.since : null)
  const lowered = quality.lowered && troubles.length === 0 && state.name === 'on-air'
  return (
    <>
      <div role="status">
        {state.name === 'reconnecting' ? (
          <div className={styles.lost}>
            <p>
              <b>{t('console.reconnecting')}</b> <Remaining until={state.until} />
            </p>
            <p>{t('console.reconnectHint')}</p>
          </div>
        ) : null}
        {resumed ? <p className={styles.back}>{t('console.resumed')}</p> : null}
        {lowered ? <p className={styles.lowered}>{t('console.lowered')}</p> : null}
      </div>
      <TroubleList troubles={others} warning={warning} />
    </>
  )
}

/** Seen and not read out: a voice that counts seconds would talk over everything else. */
function Remaining({ until }: { until: number }) {
  const { t } = useTranslation('studio')
  const { language } = usePreferences()
  const now = useNow(Date.now, until)
  return (
    <span data-countdown="" aria-hidden="true">
      {t('console.remaining', { time: sayRemaining(until - now, language) })}
    </span>
  )
}

/** How long good news stays, in milliseconds. */
const newsLast = 8000

/** True for a while after the moment `since` (any number that is another each time); false for null. */
function useJust(since: number | null): boolean {
  const [old, setOld] = useState<number | null>(null)
  useEffect(() => {
    if (since === null) return
    const timer = setTimeout(() => setOld(since), newsLast)
    return () => clearTimeout(timer)
  }, [since])
  return since !== null && since !== old
}
