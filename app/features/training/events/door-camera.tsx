import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import './event-texts.ts'
import styles from './events.module.css'

interface Detector {
  detect: (video: HTMLVideoElement) => Promise<{ rawValue: string }[]>
}
type DetectorClass = new (options: { formats: string[] }) => Detector

/** So often a picture is looked at, in milliseconds. */
const lookEvery = 250

function detectorClass(): DetectorClass | null {
  return (window as { BarcodeDetector?: DetectorClass }).BarcodeDetector ?? null
}

/** Reads codes through the camera, where the browser can; else says what to do instead. */
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
    <Button
      look="main"
      icon="camera"
      onClick={() => setStage(detectorClass() === null || !window.isSecureContext ? 'unable' : 'open')}
    >
      {t('doorPage.camera')}
    </Button>
  )
}

function Picture({ onCode, onUnable }: { onCode: (code: string) => void; onUnable: () => void }) {
  const video = useRef<HTMLVideoElement>(null)
  const calls = useRef({ onCode, onUnable })
  useEffect(() => {
    calls.current = { onCode, onUnable }
  })
  useEffect(() => {
    const Detector = detectorClass()
    const picture = video.current
    if (Detector === null || picture === null) return
    const detector = new Detector({ formats: ['qr_code'] })
    let stream: MediaStream | null = null
    let gone = false
    const stop = () => stream?.getTracks().forEach((track) => track.stop())
    const open = async () => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (gone) return stop()
      picture.srcObject = stream
      await picture.play()
    }
    open().catch(() => gone || calls.current.onUnable())
    const timer = setInterval(() => {
      if (picture.readyState < 2) return
      detector.detect(picture).then(
        ([found]) => found !== undefined && !gone && calls.current.onCode(found.rawValue),
        // A picture that could not be read: the next one is looked at all the same.
        () => undefined,
      )
    }, lookEvery)
    return () => {
      gone = true
      clearInterval(timer)
      stop()
    }
  }, [])
  return <video ref={video} muted playsInline className={styles.video} />
}
