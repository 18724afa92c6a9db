import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { PreferencesForm } from '#app/ui/preferences-form.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { StudioView } from '../publisher/studio-view.ts'
import { CheckRow } from './check-row.tsx'
import { startGate, type StartGate } from './checks.ts'
import { sayRemaining } from './remaining.ts'
import { SummaryFacts } from './summary-facts.tsx'
import { TitleForm } from './title-form.tsx'
import { TroubleList } from './trouble-list.tsx'
import type { StudioPageProps } from './studio-page.tsx'
import { useNow } from '#app/ui/use-now.ts'
import './texts.ts'
import '../publisher/texts.ts'
import styles from './before-air.module.css'

/** Over the preview: that nobody sees it yet, the other camera, and, until it is open, what opening it means. */
export function PreviewOverlay({
  view,
  opens,
  waiting,
}: {
  view: StudioView
  /** Whether the camera opens by itself; null until that is known. */
  opens: boolean | null
  waiting: boolean
}) {
  const { t } = useTranslation('studio')
  const { camera } = view
  return (
    <>
      <div className={styles.top}>
        <ButtonLink to="/studio" look="veil" icon="left" round>
          {t('golive.back')}
        </ButtonLink>
        <Tag look="veil">{t(waiting ? 'golive.cutOff' : 'golive.onlyYou')}</Tag>
      </div>
      {camera.ready ? null : (
        <div className={styles.open}>
          <Opening view={view} opens={opens} />
          <noscript>
            <p className={styles.noScripts}>{t('golive.noScripts')}</p>
          </noscript>
        </div>
      )}
      {camera.ready && camera.canSwitch ? (
        <Button look="line" icon="flip" className={styles.flip} onClick={() => view.switchCamera()}>
          {t('golive.switchCamera')}
        </Button>
      ) : null}
    </>
  )
}

/** What opening the camera means, before it is opened; where she has allowed it before, that it opens now. */
function Opening({ view, opens }: { view: StudioView; opens: boolean | null }) {
  const { t } = useTranslation('studio')
  const failed = view.troubles.length > 0
  if (opens === null) return null
  if (opens && !failed) return <p className={styles.openTitle}>{t('golive.opening')}</p>
  return (
    <>
      <p className={styles.openTitle}>{t('golive.openTitle')}</p>
      <p>{t('golive.openHint')}</p>
      <Button look="line" icon="camera" className={styles.openButton} onClick={() => view.openCamera()}>
        {t(failed ? 'golive.tryAgain' : 'golive.openCamera')}
      </Button>
    </>
  )
}

interface BeforeAirProps extends StudioPageProps {
  view: StudioView
  clock: () => number
  starting: boolean
  onStart: () => void
}

/** Why the button is closed, and where what is missing is to be had. */
function ClosedDoor({ door }: Pick<StudioPageProps, 'door'>) {
  const { t } = useTranslation('studio')
  const { language } = usePreferences()
  return (
    <section className={styles.notice}>
      <h2>{t('golive.privilege')}</h2>
      {door === null ? (
        <p>{t('golive.privilegeHint')}</p>
      ) : (
        <>
          <p>
            {t(door.mayAsk ? 'golive.doorReady' : 'golive.doorMissing', {
              ...door,
              course: door.course[language],
            })}
          </p>
          <ButtonLink to={door.to} look="line">
            {t(door.mayAsk ? 'golive.toCertificate' : 'golive.toCourse')}
          </ButtonLink>
        </>
      )}
    </section>
  )
}

/** Everything under the preview until she is on air: checks, the name, the one large button, and the quiet ways on. */
export function BeforeAir({ view, clock, starting, onStart, ...page }: BeforeAirProps) {
  const { t } = useTranslation('studio')
  const { room, running, mayPublish, last } = page
  return (
    <div className={styles.before}>
      <div className={styles.words}>
        <CheckRow view={view} />
        <TroubleList troubles={view.troubles} warning={view.warning} />
        <Refusal view={view} />
        {mayPublish ? null : <ClosedDoor door={page.door} />}
        {running === null ? null : <Waiting until={running.resumeUntil} clock={clock} pageNow={page.now} />}
        <TitleForm title={running?.title ?? room.title} reply={page.reply} />
        {last === null ? null : (
          <details className={styles.fold}>
            <summary className={styles.foldTitle}>{t('golive.last')}</summary>
            <SummaryFacts summary={last} pageNow={page.now} />
          </details>
        )}
        <RoomLinks slug={room.slug} />
      </div>
      <StartBar
        gate={startGate({ ...view, mayPublish })}
        open={room.open}
        resumes={running !== null}
        starting={starting}
        onStart={onStart}
      />
    </div>
  )
}

function Refusal({ view: { state } }: { view: StudioView }) {
  const { t } = useTranslation(['studio', 'publisher'])
  return (
    <div role="alert">
      {state.name === 'refused' ? (
        <p className={styles.refusal}>
          <b>{t('golive.refused')}</b> {t(`publisher:refusals.${state.reason}`)}
        </p>
      ) : null}
      {state.name === 'ended' ? (
        <p className={styles.refusal}>
          <b>{t('golive.refused')}</b> {t('golive.notReached')}
        </p>
      ) : null}
    </div>
  )
}

function Waiting({ until, clock, pageNow }: { until: number | null; clock: () => number; pageNow: number }) {
  const { t } = useTranslation('studio')
  const { language } = usePreferences()
  const now = useNow(clock, pageNow)
  return (
    <section className={styles.notice}>
      <h2>{t('golive.waiting')}</h2>
      <p>{t('golive.waitingHint')}</p>
      {until === null ? null : (
        <p data-countdown="" className={styles.remaining}>
          {t('console.remaining', { time: sayRemaining(until - now, language) })}
        </p>
      )}
    </section>
  )
}

function StartBar({
  gate,
  open,
  resumes,
  starting,
  onStart,
}: {
  gate: StartGate
  open: boolean
  resumes: boolean
  starting: boolean
  onStart: () => void
}) {
  const { t } = useTranslation('studio')
  // What waits for her is gone on with by one press: it opens the camera as well.
  const closed = gate === 'open' || (resumes && gate === 'no-camera') ? null : gate
  const word = resumes ? 'golive.resume' : 'golive.start'
  return (
    <div className={styles.bar}>
      <Button
        look="main"
        className={styles.start}
        disabled={closed !== null}
        aria-disabled={starting || undefined}
        onClick={() => starting || onStart()}
      >
        {t(starting ? 'golive.starting' : word)}
      </Button>
      <p className={styles.gate}>{t(`golive.gates.${closed ?? (open ? 'open' : 'hidden')}`)}</p>
    </div>
  )
}

function RoomLinks({ slug }: { slug: string }) {
  const { t } = useTranslation('studio')
  return (
    <nav className={styles.links} aria-label={t('golive.more')}>
      <Link to={`/studio/${slug}/settings`}>{t('golive.settings')}</Link>
      <Link to={`/studio/${slug}/assistants`}>{t('golive.assistants')}</Link>
      <Link to={`/live/${slug}`}>{t('golive.roomPage')}</Link>
      <details className={styles.fold}>
        <summary className={styles.foldTitle}>{t('golive.obs')}</summary>
        <p>{t('golive.obsHint')}</p>
      </details>
      <PreferencesForm />
    </nav>
  )
}
