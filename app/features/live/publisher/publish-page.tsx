import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { fetchTicket } from './fetch-ticket.ts'
import { openCamera, openClock, type OpenedSource } from './open-source.ts'
import type { PublisherState } from './publisher-state.ts'
import { usePublisher } from './use-publisher.ts'
import './texts.ts'
import styles from './publish-page.module.css'

type SourceName = 'camera' | 'clock'

interface PublishPageProps {
  rooms: { slug: string; title: string }[]
  asked: { source: SourceName; room: string; startAtOnce: boolean; encoder: 'auto' | 'recorder' }
  ticketUrl: string
}

/** The size of the clock's picture, in pixels: upright, as phones hold it. */
const clockSize = { width: 720, height: 1280 }

/** The plain page that publishes a camera or a clock into a room. */
export function PublishPage({ rooms, asked, ticketUrl }: PublishPageProps) {
  const { t } = useTranslation('publisher')
  const [room, setRoom] = useState(asked.room)
  const [sourceName, setSourceName] = useState(asked.source)
  const { state, stats, warning, cameraFailed, canvas, video, start, end } = usePublishing({
    room,
    sourceName,
    ticketUrl,
    encoder: asked.encoder,
  })
  const running = !['idle', 'ended', 'refused'].includes(state.name)

  useStartAtOnce(asked.startAtOnce, start)

  return (
    <main id="main" className={styles.page}>
      <h1>{t('page.title')}</h1>
      <p>{t('page.hint')}</p>
      {rooms.length === 0 ? <p>{t('page.noRooms')}</p> : null}
      <label className={styles.field}>
        {t('page.room')}
        <select value={room} disabled={running} onChange={(event) => setRoom(event.target.value)}>
          {rooms.map(({ slug, title }) => (
            <option key={slug} value={slug}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.field}>
        {t('page.source')}
        <select
          value={sourceName}
          disabled={running}
          onChange={(event) => setSourceName(event.target.value === 'clock' ? 'clock' : 'camera')}
        >
          <option value="camera">{t('page.camera')}</option>
          <option value="clock">{t('page.clock')}</option>
        </select>
      </label>
      {running ? (
        <Button look="line" onClick={end}>
          {t('page.end')}
        </Button>
      ) : (
        <Button look="main" onClick={start} disabled={room === ''}>
          {t('page.start')}
        </Button>
      )}
      <StateInWords state={state} />
      {cameraFailed ? <p role="alert">{t('page.noCamera')}</p> : null}
      {warning ? <p role="status">{t(`warnings.${warning}`)}</p> : null}
      <p className={styles.figures}>
        {t('page.figures', {
          frames: stats.sentFrames,
          megabytes: (stats.sentBytes / 1e6).toFixed(1),
          skipped: stats.skippedPictures,
        })}
      </p>
      <canvas ref={canvas} {...clockSize} className={styles.preview} hidden={sourceName !== 'clock'} />
      <video
        ref={video}
        className={styles.preview}
        aria-label={t('page.preview')}
        hidden={sourceName !== 'camera'}
        autoPlay
        muted
        playsInline
      />
    </main>
  )
}

interface Publishing {
  room: string
  sourceName: SourceName
  ticketUrl: string
  encoder: 'auto' | 'recorder'
}

/** The publisher with the source that it opens for itself and lets go when it is over. */
function usePublishing({ room, sourceName, ticketUrl, encoder }: Publishing) {
  const publisher = usePublisher()
  const opened = useRef<OpenedSource | null>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const video = useRef<HTMLVideoElement>(null)
  const [cameraFailed, setCameraFailed] = useState(false)
  const over = publisher.state.name === 'ended' || publisher.state.name === 'refused'

  useEffect(() => {
    if (over) opened.current?.close()
  }, [over])

  async function begin() {
    setCameraFailed(false)
    if (!canvas.current || !video.current) return
    try {
      opened.current = sourceName === 'clock' ? openClock(canvas.current) : await openCamera(video.current)
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
      return setCameraFailed(true)
    }
    publisher.start({
      source: opened.current.source,
      ticket: () => fetchTicket(ticketUrl, { room }),
      encoder,
    })
  }

  return { ...publisher, canvas, video, cameraFailed, start: () => void begin() }
}

function useStartAtOnce(wanted: boolean, start: () => void) {
  const begun = useRef(false)
  useEffect(() => {
    if (!wanted || begun.current) return
    begun.current = true
    start()
  })
}

function StateInWords({ state }: { state: PublisherState }) {
  const { t } = useTranslation('publisher')
  const words = () => {
    switch (state.name) {
      case 'reconnecting':
        return t('states.reconnecting', { attempt: state.attempt })
      case 'on-air':
        return t(state.resumed ? 'states.resumed' : 'states.on-air')
      case 'ended':
        return t(state.reason === 'by-host' ? 'states.ended' : 'states.not-resumed')
      case 'idle':
      case 'preparing':
      case 'connecting':
      case 'refused':
        return t(`states.${state.name}`)
    }
  }
  return (
    <p role="status" className={styles.state} data-state={state.name}>
      {words()}
      {state.name === 'refused' ? <span> {t(`refusals.${state.reason}`)}</span> : null}
    </p>
  )
}
