import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react'
import { Studio } from './studio.ts'
import { isPublishing } from './studio-words.ts'
import type { StudioView } from './studio-view.ts'

/**
 * The host's camera, microphone and broadcast, for one page. Closing the browser's page while on air is asked about;
 * leaving it within the application ends the broadcast.
 */
export function useStudio({ ticket }: { ticket: () => Promise<string> }): StudioView {
  const [studio] = useState(() => new Studio(ticket))
  const snapshot = useSyncExternalStore(studio.subscribe, studio.snapshot, studio.snapshot)
  const { camera, muted, picture, state, ...rest } = snapshot
  const preview = usePreview(picture)

  useEffect(() => studio.useTicket(ticket), [studio, ticket])
  useEffect(() => () => studio.close(), [studio])
  useQuestionBeforeLeaving(isPublishing(state))

  return {
    ...rest,
    state,
    preview,
    camera,
    microphone: useMemo(() => ({ level: studio.level, muted }), [studio, muted]),
    openCamera: useCallback(() => void studio.open(), [studio]),
    closeCamera: useCallback(() => studio.letGo(), [studio]),
    switchCamera: useCallback(() => studio.switchCamera(), [studio]),
    muteMicrophone: useCallback((wanted: boolean) => studio.mute(wanted), [studio]),
    goLive: useCallback(() => void studio.goLive(), [studio]),
    end: useCallback(() => studio.end(), [studio]),
  }
}

/** Shows the camera in whatever element the page gives it, also in one that comes later. */
function usePreview(picture: MediaStreamTrack | null) {
  const preview = useRef<HTMLVideoElement>(null)
  const shown = useRef<{ element: HTMLVideoElement; picture: MediaStreamTrack | null } | null>(null)
  useEffect(() => {
    const element = preview.current
    if (!element || (shown.current?.element === element && shown.current.picture === picture)) return
    shown.current = { element, picture }
    element.srcObject = picture ? new MediaStream([picture]) : null
  })
  return preview
}

function useQuestionBeforeLeaving(publishing: boolean): void {
  useEffect(() => {
    if (!publishing) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [publishing])
}
