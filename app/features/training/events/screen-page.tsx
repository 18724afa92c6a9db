import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { PlainPage } from '#app/ui/plain-page.tsx'
import { useNow, useServerClock } from '#app/ui/use-now.ts'
import { useWords } from '../use-words.ts'
import { useWhen } from './event-facts.tsx'
import type { EventView } from './event-view.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** A code as a picture, and the moments between which it is shown. */
export interface ScreenImage {
  image: string
  from: number
  until: number
}

/** More codes are asked for so often, in milliseconds: a line that is down for some minutes stops nobody. */
const askEvery = 120_000

/** For the projector: the code large, another one every half minute. */
export function ScreenPage({ event, codes, now }: { event: EventView; codes: ScreenImage[]; now: number }) {
  const { t } = useTranslation('events')
  const words = useWords()
  const when = useWhen()
  const moment = useNow(useServerClock(now), now)
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(() => navigator.onLine && revalidate(), askEvery)
    return () => clearInterval(timer)
  }, [revalidate])
  const shown = codes.find(({ from, until }) => moment >= from && moment < until)
  return (
    <PlainPage
      title={t('screen.title')}
      back={{ to: `/teach/events/${event.id}`, words: t('teach.backToEvent') }}
      wide
    >
      <p className={styles.name}>{`${words(event.title)} · ${when(event, now)}`}</p>
      {shown === undefined ? (
        <p role="alert">{t('screen.stale')}</p>
      ) : (
        <img src={shown.image} alt={t('screen.code')} width="600" height="600" className={styles.qr} />
      )}
      <p className={styles.hint}>{`${t('screen.hint')} · ${t('screen.changes')}`}</p>
    </PlainPage>
  )
}
