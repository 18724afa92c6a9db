import clsx from 'clsx'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#app/kernel/i18n/languages.ts'
import type { FormReply } from '#app/ui/form-reply.ts'
import { TopBar } from '#app/ui/top-bar.tsx'
import { useFreshPage } from '#app/ui/use-fresh-page.ts'
import { AfterAir } from './after-air.tsx'
import { BeforeAir, PreviewOverlay } from './before-air.tsx'
import { ConsolePanel } from './console-panel.tsx'
import { EndSheet } from './end-sheet.tsx'
import { OnAirNotes, OnAirOverlay } from './on-air.tsx'
import { PictureFrame } from './picture-frame.tsx'
import type { StudioView } from '../publisher/studio-view.ts'
import type { Running } from './running.ts'
import type { Stage } from './stage.ts'
import type { Summary } from './summary.ts'
import { useEndQuestion, useStudioPage } from './use-studio-page.ts'
import './texts.ts'
import '../publisher/texts.ts'
import styles from './studio-page.module.css'

export interface StudioPageProps {
  room: { slug: string; title: string; open: boolean; nextBroadcastAt: string | null }
  /** Whether she may go on air here: the policy's answer. */
  mayPublish: boolean
  /** The course whose certificate would let her; null where none does, or she may already. */
  door: {
    course: Record<Language, string>
    done: number
    lessons: number
    mayAsk: boolean
    /** Where to go on with it. */
    to: string
  } | null
  running: Running | null
  /** Of the last broadcast that ended. */
  last: Summary | null
  /** The server's time in milliseconds when it answered. */
  now: number
  reply: FormReply | undefined
}

/** The host's page: from the first look into the camera to the summary, on one address and without a step between. */
export function StudioPage(page: StudioPageProps) {
  const { room, running } = page
  const { view, stage, opens, clock, since, summary, start } = useStudioPage(page)
  const [ending, setEnding] = useState(false)
  const [full, setFull] = useState(false)
  const question = useEndQuestion(stage, () => {
    setEnding(true)
    setFull(false)
    view.end()
  })
  const onAir = stage === 'on-air'
  const camera = stage !== 'over' && stage !== 'elsewhere'
  return (
    <div className={styles.page} data-stage={stage}>
      {onAir || stage === 'starting' ? null : (
        <>
          <div className={clsx(styles.bar, !camera && styles.always)}>
            <TopBar />
          </div>
          <FreshPage key={stage} everyMs={askEvery(page, stage)} />
        </>
      )}
      <main id="main" className={clsx(camera ? styles.beside : styles.alone)}>
        <StageHeading stage={stage} page={page} />
        {camera ? (
          <PictureFrame view={view} size={!onAir ? 'before' : full ? 'full' : 'small'}>
            {onAir ? (
              <OnAirOverlay
                view={view}
                since={since}
                clock={clock}
                ending={ending}
                full={full}
                onFull={setFull}
                onEnd={question.ask}
              />
            ) : (
              <PreviewOverlay view={view} opens={opens} waiting={stage === 'waiting'} />
            )}
          </PictureFrame>
        ) : null}
        {onAir ? (
          <div className={styles.side}>
            <OnAirNotes view={view} />
            <ConsolePanel room={room.slug} broadcast={running?.id ?? null} />
          </div>
        ) : null}
        {camera && !onAir ? (
          <div className={styles.side}>
            <BeforeAir {...page} view={view} clock={clock} starting={stage === 'starting'} onStart={start} />
          </div>
        ) : null}
        {stage === 'elsewhere' ? <Elsewhere page={page} /> : null}
        {stage === 'over' ? <Over page={page} view={view} summary={summary} /> : null}
      </main>
      <EndSheet asked={question.asked} onKeep={question.keep} onEnd={question.confirm} />
    </div>
  )
}

function Over({ page, view, summary }: { page: StudioPageProps; view: StudioView; summary: Summary | null }) {
  const { t } = useTranslation('publisher')
  const { state } = view
  const why = state.name === 'refused' ? t(`refusals.${state.reason}`) : null
  return <AfterAir room={page.room} now={page.now} summary={summary} why={why} />
}

/** On air from OBS or another phone: the console without a camera. */
function Elsewhere({ page: { room, running } }: { page: StudioPageProps }) {
  const { t } = useTranslation('studio')
  return (
    <>
      <p className={styles.elsewhere}>{t('console.elsewhereHint')}</p>
      <div className={styles.console}>
        <ConsolePanel room={room.slug} broadcast={running?.id ?? null} leads />
      </div>
    </>
  )
}

/** The page's title, which takes the focus when the page becomes another one, and says so. */
function StageHeading({ stage, page }: { stage: Stage; page: StudioPageProps }) {
  const { t } = useTranslation('studio')
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = stage === 'starting' || stage === 'waiting' ? 'before' : stage
  const before = useRef(shown)
  useEffect(() => {
    if (before.current === shown) return
    before.current = shown
    heading.current?.focus({ preventScroll: true })
  }, [shown])
  const title = page.running?.title ?? page.room.title
  const words = {
    before: t('golive.pageTitle', { title }),
    'on-air': `${t('console.onAir')} · ${title}`,
    elsewhere: t('console.elsewhere'),
    over: t('summary.heading'),
  }[shown]
  const seen = shown === 'elsewhere' || shown === 'over'
  return (
    <>
      <h1 ref={heading} tabIndex={-1} className={seen ? styles.heading : 'visually-hidden'}>
        {words}
      </h1>
      <p role="status" className="visually-hidden">
        {shown === 'on-air' ? t('console.began') : ''}
      </p>
    </>
  )
}

/** Asks the server again by and by. Not while she is on air: an answer that fails would take her broadcast with it. */
function FreshPage({ everyMs }: { everyMs: number }) {
  const ask = useFreshPage(everyMs)
  useEffect(() => ask(), [ask])
  return null
}

function askEvery({ last }: StudioPageProps, stage: Stage): number {
  if (stage === 'waiting' || stage === 'elsewhere') return 3000
  if (stage === 'over') return last === null || last.replay === 'preparing' ? 2000 : 5000
  return 8000
}
