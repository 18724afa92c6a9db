import { useTranslation } from 'react-i18next'
import { ProductCards, type SeasonItem } from '#app/features/shop/index.ui.ts'
import { Footer } from '#app/ui/footer.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Banner } from '#app/ui/banner.tsx'
import { TopBar } from '#app/ui/top-bar.tsx'
import { CoverOnAir } from './cover-on-air.tsx'
import { ComingRooms, OtherRoomsOnAir, ReplayCards } from './front-lists.tsx'
import type { ReplayView, RoomCard } from './rooms.ts'
import { sayWhen } from './times.ts'
import styles from './front-page.module.css'

export interface FrontPageRooms {
  onAir: RoomCard[]
  /** By time, soonest first. */
  coming: RoomCard[]
  replays: ReplayView[]
}

export function FrontPage({
  rooms,
  season,
  now,
  onNews,
}: {
  rooms: FrontPageRooms
  /** What can be bought now. */
  season: SeasonItem[]
  now: number
  onNews: () => void
}) {
  const { t } = useTranslation('live')
  const { t: catalog } = useTranslation('catalog')
  const { onAir, coming, replays } = rooms
  const [cover, ...others] = onAir
  const isDemo = [...onAir, ...coming, ...replays.map(({ room }) => room)].some((room) => room.host.demo)
  return (
    <>
      <TopBar />
      {isDemo ? <Banner look="note">{t('demoNotice')}</Banner> : null}
      <main id="main" className={styles.main}>
        {cover ? <CoverOnAir room={cover} onNews={onNews} /> : <NobodyOnAir rooms={rooms} now={now} />}
        <OtherRoomsOnAir rooms={others} />
        {season.length > 0 ? (
          <div className={styles.season}>
            <ProductCards items={season} heading={catalog('season.title')} />
          </div>
        ) : null}
        <ComingRooms rooms={coming} now={now} />
        <ReplayCards replays={replays} now={now} />
        <section className={styles.learn}>
          <h2>{t('front.learn')}</h2>
          <ButtonLink to="/learn" look="line" icon="book">
            {t('front.toLearn')}
          </ButtonLink>
        </section>
      </main>
      <Footer />
    </>
  )
}

function NobodyOnAir({ rooms: { coming, replays }, now }: { rooms: FrontPageRooms; now: number }) {
  const { t } = useTranslation('live')
  const { language } = usePreferences()
  const next = coming[0]
  return (
    <PageState art="/art/scene-harbour-dawn.svg" title={t('front.nobody')}>
      {next?.nextBroadcastAt
        ? t('front.nobodyNext', { time: sayWhen(next.nextBroadcastAt, now, language), host: next.host.name })
        : t(replays.length > 0 ? 'front.nobodyYet' : 'front.nothingYet')}
    </PageState>
  )
}
