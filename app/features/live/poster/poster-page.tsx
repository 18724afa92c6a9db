import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Avatar } from '#app/ui/avatar.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Footer } from '#app/ui/footer.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TopBar } from '#app/ui/top-bar.tsx'
import { drawPoster } from './draw-poster.ts'
import { codePicture, type Poster } from './poster.ts'
import styles from './poster-page.module.css'

/** A poster to be saved or sent on: drawn as one picture by the browser; without scripts, set as a page. */
export function PosterPage({ poster, room }: { poster: Poster; room: string }) {
  const { t } = useTranslation('chat')
  const drawn = useDrawn(poster)
  const { title, host, when } = poster
  return (
    <>
      <TopBar />
      <main id="main" className={styles.main}>
        <h1>{t('poster.heading')}</h1>
        {drawn.picture === null ? (
          <PlainPoster poster={poster} />
        ) : (
          <img
            src={drawn.picture}
            alt={t('poster.picture', { host, title, when: when ?? poster.place })}
            className={styles.drawn}
          />
        )}
        <p role="status" className={styles.hint}>
          {drawn.picture !== null ? t('poster.hint') : null}
          {drawn.failed ? t('poster.failed') : null}
        </p>
        <div className={styles.actions}>
          {drawn.picture === null ? null : (
            <a href={drawn.picture} download={`${title}.jpg`} className={styles.save}>
              <Icon name="picture" />
              {t('poster.save')}
            </a>
          )}
          <ButtonLink to={`/live/${room}`} look="soft" icon="left">
            {t('poster.back')}
          </ButtonLink>
        </div>
      </main>
      <Footer />
    </>
  )
}

function useDrawn(poster: Poster): { picture: string | null; failed: boolean } {
  const [picture, setPicture] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let left = false
    drawPoster(poster).then(
      (address) => left || setPicture(address),
      () => left || setFailed(true),
    )
    return () => {
      left = true
    }
  }, [poster])
  return { picture, failed }
}

function PlainPoster({ poster }: { poster: Poster }) {
  return (
    <div className={styles.poster}>
      <div className={styles.picture}>
        <img src={poster.cover} alt="" />
        {poster.when === null ? null : (
          <span className={styles.when}>
            <Tag look={poster.live ? 'live' : 'veil'}>{poster.when}</Tag>
          </span>
        )}
      </div>
      <div className={styles.words}>
        <h2>{poster.title}</h2>
        <p>{poster.place}</p>
        <p className={styles.host}>
          <Avatar name={poster.host} picture={poster.portrait} />
          {poster.host}
        </p>
      </div>
      <div className={styles.code}>
        <img src={codePicture(poster.code)} alt="" />
        <p>{poster.scan}</p>
      </div>
    </div>
  )
}
