import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { openCodeReader } from './read-code.ts'
import './event-texts.ts'
import styles from './events.module.css'

/** So long after one picture was looked at the next is, in milliseconds. */
const lookEvery = 200

/** Reads codes through the camera; says what to do instead where there is none, or none for a page. */
export function DoorCamera({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation('events')
  const [stage, setStage] = useState<'closed' | 'open' | 'unable'>('closed')
  if (stage === 'unable') return <p className={styles.hint}>{t('doorPage.noCamera')}</p>
  if (stage === 'open')
    return (
      <>
        <Picture onCode={onCode} onUnable={() => setStage('unable')} />
        <Button look="line" onClick={() => setStage('closed')}>
          {t('doorPage.stop')}
        </Button>
      </>
    )
  return (
    <Button look="main" icon="camera" onClick={() => setStage(hasCamera() ? 'open' : 'unable')}>
      {t('doorPage.camera')}
    </Button>
  )
}

/** A page that came without HTTPS is given no camera. */
function hasCamera(): boolean {
  return window.isSecureContext && 'mediaDevices' in navigator
}

function Picture({ onCode, onUnable }: { onCode: (code: string) => void; onUnable: () => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const calls = useRef({ onCode, onUnable })
  useEffect(() => {
    calls.current = { onCode, onUnable }
  })
  useEffect(() => {
    const picture = video.current
    if (picture === null) return
    const closing = new AbortController()
    watch(picture, (code) => calls.current.onCode(code), closing.signal).catch(
      () => closing.signal.aborted || calls.current.onUnable(),
    )
    return () => closing.abort()
  }, [])
  return <video ref={video} muted playsInline className={styles.video} />
}

/** Shows the camera's picture and tells of each code in it, until `signal`. Throws where there is no camera. */
async function watch(
  picture: HTMLVideoElement,
  tell: (code: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const camera = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } }
  const stream = await navigator.mediaDevices.getUserMedia({ video: camera })
  const stop = () => stream.getTracks().forEach((track) => track.stop())
  if (signal.aborted) return stop()
  signal.addEventListener('abort', stop)
  picture.srcObject = stream
  const [read] = await Promise.all([openCodeReader(), picture.play()])
  const look = async () => {
    if (signal.aborted) return
    // A picture that could not be read: the next one is looked at all the same.
    const code = picture.readyState < 2 ? null : await read(picture).catch(() => null)
    if (signal.aborted) return
    if (code !== null) tell(code)
    setTimeout(() => void look(), lookEvery)
  }
  void look()
}
