import { useBlocker } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { fetchTicket, useStudio } from '../publisher/index.ts'
import type { Running } from './running.ts'
import { stageOf, type Stage } from './stage.ts'
import type { StudioPageProps } from './studio-page.tsx'
import type { Summary } from './summary.ts'
import { useServerClock } from '#app/ui/use-now.ts'

/** The camera and its broadcast, as this page shows them. */
export function useStudioPage({ room, running, last, now }: StudioPageProps) {
  const { slug } = room
  const view = useStudio({ ticket: useCallback(() => fetchTicket(`/studio/${slug}/ticket`), [slug]) })
  const { state } = view
  const [wasOnAir, setWasOnAir] = useState(false)
  const beenOnAir = wasOnAir || state.name === 'on-air'
  if (beenOnAir !== wasOnAir) setWasOnAir(beenOnAir)
  const stage = stageOf({ state: state.name, running, wasOnAir: beenOnAir })
  useCameraLetGo(view.closeCamera, stage)
  const clock = useServerClock(now)
  const since = useSince(state.name === 'on-air' ? state : null, running, clock)
  const summary = useOwnSummary(last, wasOnAir)
  const opens = useOpenAgain(view.openCamera, stage === 'before' || stage === 'waiting')
  return { view, stage, opens, clock, since, summary, start: view.goLive }
}

/** The last summary, once it is that of the broadcast of this page: what ended before is another's. */
function useOwnSummary(last: Summary | null, wasOnAir: boolean): Summary | null {
  const id = last?.id ?? null
  const [before, setBefore] = useState(id)
  if (!wasOnAir && before !== id) setBefore(id)
  return id === before ? null : last
}

/** Since when she is on air, in server time: for one that is gone on with since its own beginning. */
function useSince(
  onAir: { resumed: boolean } | null,
  running: Running | null,
  clock: () => number,
): number | null {
  const [since, setSince] = useState<number | null>(null)
  useEffect(() => {
    if (onAir !== null) setSince((known) => known ?? (onAir.resumed && running ? running.startedAt : clock()))
  }, [onAir, running, clock])
  return since
}

/** Once it is over, or on air from elsewhere, this camera serves nobody: the phone's lamp says so as well. */
function useCameraLetGo(close: () => void, stage: Stage): void {
  useEffect(() => {
    if (stage === 'over' || stage === 'elsewhere') close()
  }, [stage, close])
}

/**
 * Opens the camera without asking where she has allowed it before: a browser that can say so is believed. Answers
 * whether it opens by itself; null until that is known.
 */
function useOpenAgain(open: () => void, wanted: boolean): boolean | null {
  const asked = useRef(false)
  const [opens, setOpens] = useState<boolean | null>(null)
  useEffect(() => {
    // It may have been let go meanwhile: then it is opened, or asked for, anew.
    if (!wanted) asked.current = false
    if (!wanted || asked.current) return
    asked.current = true
    void allowedBefore().then((allowed) => {
      setOpens(allowed)
      if (allowed) open()
    })
  }, [wanted, open])
  return opens
}

async function allowedBefore(): Promise<boolean> {
  // Safari and Firefox know no such names, or have no `permissions` at all.
  const query = (name: string) =>
    navigator.permissions?.query({ name: name as PermissionName }).then(
      ({ state }) => state === 'granted',
      () => false,
    )
  return (await query('camera')) === true && (await query('microphone')) === true
}

/** Why the sheet is open that asks whether she really wants to end. */
export function useEndQuestion(stage: Stage, end: () => void) {
  const [pressed, setPressed] = useState(false)
  const onAir = stage === 'on-air' || stage === 'starting'
  // Another page would take the broadcast with it: a swipe back is asked about as well.
  const blocker = useBlocker(onAir)
  const leaves = blocker.state === 'blocked'
  const keep = () => {
    setPressed(false)
    blocker.reset?.()
  }
  return {
    asked: !onAir ? null : leaves ? ('leave' as const) : pressed ? ('end' as const) : null,
    ask: () => setPressed(true),
    keep,
    confirm: () => {
      keep()
      end()
    },
  }
}
