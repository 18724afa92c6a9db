import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import { Footer } from '#app/ui/footer.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { Phrases } from '#app/ui/phrases.tsx'
import { Tag } from '#app/ui/tag.tsx'
import { TopBar } from '#app/ui/top-bar.tsx'
import { workplaceOf, type MyRoom } from './my-rooms.ts'
import './texts.ts'
import styles from './rooms-page.module.css'

/** The rooms in which she works; where there is none yet, whom to ask. */
export function RoomsPage({ rooms }: { rooms: MyRoom[] }) {
  const { t } = useTranslation('studio')
  return (
    <>
      <TopBar />
      <main id="main" className={styles.main}>
        {rooms.length === 0 ? (
          <PageState
            icon="camera"
            title={t('home.none')}
            action={
              <ButtonLink to="/" look="line">
                {t('home.toFront')}
              </ButtonLink>
            }
          >
            {t('home.noneHint')}
          </PageState>
        ) : (
          <>
            <h1 className={styles.title}>{t('home.title')}</h1>
            <ul className={styles.rooms}>
              {rooms.map((room) => (
                <RoomRow key={room.slug} room={room} />
              ))}
            </ul>
          </>
        )}
      </main>
      <Footer />
    </>
  )
}

function RoomRow({ room }: { room: MyRoom }) {
  const { t } = useTranslation('studio')
  return (
    <li className={styles.room}>
      <img src={room.cover} alt="" className={styles.cover} />
      <div className={styles.words}>
        <h2 className={styles.name}>
          <Phrases text={room.title} />
        </h2>
        <p className={styles.place}>
          {room.as === 'host' ? room.place : t('home.hostOf', { host: room.host })}
          {room.onAir ? <Tag look="live">{t('home.onAir')}</Tag> : null}
        </p>
      </div>
      <ButtonLink to={workplaceOf(room)} look="sea" className={styles.go}>
        {t(room.as === 'host' ? 'home.goLive' : 'home.assist')}
        <span className="visually-hidden"> {room.title}</span>
      </ButtonLink>
    </li>
  )
}
