import { useCallback, useEffect, useRef, useState } from 'react'
import { openCamera, type OpenedSource } from './open-source.ts'
import type { StudioView } from './studio-view.ts'
import { usePublisher } from './use-publisher.ts'

/** The camera, its broadcast and what stands in the way, for the host's page. */
export function useStudio({ ticket }: { ticket: () => Promise<string> }): StudioView {
  const preview = useRef<HTMLVideoElement>(null)
  const opened = useRef<OpenedSource | null>(null)
  const [ready, setReady] = useState(false)
  const { state, warning, start, end } = usePublisher()

  useEffect(() => () => opened.current?.close(), [])

  const open = useCallback(() => {
    if (!preview.current || opened.current) return
    void openCamera(preview.current).then((source) => {
      opened.current = source
      setReady(true)
    })
  }, [])
  const goLive = useCallback(() => {
    if (opened.current) start({ source: opened.current.source, ticket })
  }, [start, ticket])

  return {
    preview,
    camera: { ready, facing: 'back', canSwitch: false },
    microphone: { level: () => 0, subscribe: () => () => undefined, muted: false },
    state,
    network: 'good',
    sound: 'clear',
    quality: { step: 0, height: 720, framerate: 30, bitrate: 2_000_000, lowered: false },
    troubles: [],
    warning,
    openCamera: open,
    switchCamera: () => undefined,
    muteMicrophone: () => undefined,
    goLive,
    end,
  }
}
