import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { StudioView } from '../publisher/studio-view.ts'
import './texts.ts'
import styles from './picture-frame.module.css'

/** What the camera sees, from the first look to the end: the same element, so that the picture never blinks. */
export function PictureFrame({
  view,
  size,
  children,
}: {
  view: StudioView
  size: 'before' | 'small' | 'full'
  children: ReactNode
}) {
  const { t } = useTranslation('studio')
  const [wide, setWide] = useState(false)
  return (
    <section
      className={styles.stage}
      data-size={size}
      data-closed={view.camera.ready ? undefined : ''}
      aria-label={t('golive.preview')}
    >
      <div className={styles.frame} data-wide={wide || undefined}>
        <video
          ref={view.preview}
          className={styles.video}
          // She sees herself as in a mirror; her buyers do not.
          data-mirrored={view.camera.facing === 'front' || undefined}
          data-ready={view.camera.ready || undefined}
          onResize={({ currentTarget }) => setWide(currentTarget.videoWidth > currentTarget.videoHeight)}
          onLoadedMetadata={({ currentTarget }) =>
            setWide(currentTarget.videoWidth > currentTarget.videoHeight)
          }
          aria-hidden="true"
          autoPlay
          muted
          playsInline
        />
        {children}
      </div>
    </section>
  )
}
