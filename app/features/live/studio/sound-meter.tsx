import { useEffect, useRef } from 'react'
import type { StudioView } from '../publisher/studio-view.ts'
import styles from './sound-meter.module.css'

/** How loud she is, 0 to 1, as bars that follow her voice without asking React. The word beside it says the same. */
export function SoundMeter({ level, quiet }: { level: StudioView['microphone']['level']; quiet: boolean }) {
  const meter = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    let shown = 0
    let frame = requestAnimationFrame(function show() {
      // Falls slower than it rises, as a needle does.
      shown = Math.max(level(), shown * 0.9)
      meter.current?.style.setProperty('--level', shown.toFixed(2))
      frame = requestAnimationFrame(show)
    })
    return () => cancelAnimationFrame(frame)
  }, [level])
  return (
    <span ref={meter} className={styles.meter} data-quiet={quiet || undefined} aria-hidden="true">
      <span className={styles.heard} />
    </span>
  )
}
