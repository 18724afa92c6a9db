import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { FigureLink } from './figure-link.tsx'
import type { Figure, FiguresAsked, Slice } from './figures.ts'
import './figures-texts.ts'
import type { FiguresView } from './figures-view.server.ts'
import { sayMonthAlone, sayNumber, sayYuan } from './words.ts'
import styles from './figures.module.css'

const women: Slice = { by: 'sex', value: 'female' }

/** The figures that are asked for first. */
export function Tiles({ view }: { view: FiguresView }) {
  const { t } = useTranslation('figures')
  const { asked, whole, slices, months } = view
  const count = slices['sex:female'] ?? 0
  const percent = whole.members.count === 0 ? 0 : Math.round((100 * count) / whole.members.count)
  const [before, last] = months
  const shared = { asked }
  return (
    <div className={styles.tiles}>
      <Tile name={t('tile.members')}>
        <Main {...shared} figure="members" count={whole.members.count} unit={t('people')} />
        <Beside {...shared} figure="members" count={count} slice={women}>
          {t('tile.women', { number: sayNumber(count) })}
        </Beside>{' '}
        {t('tile.share', { percent })}
      </Tile>
      <Tile name={t('tile.joined', { month: sayMonthAlone(last.from, t) })}>
        <Main asked={{ ...asked, period: last }} figure="joined" count={last.joined} unit={t('people')} />
        <Beside asked={{ ...asked, period: before }} figure="joined" count={before.joined}>
          {t('tile.before', { number: sayNumber(before.joined) })}
        </Beside>
      </Tile>
      <Tile name={t('tile.training')}>
        <Main {...shared} figure="times" count={whole.times.count} unit={t('tile.times')} />
        <Beside {...shared} figure="events" count={whole.events.count}>
          {t('tile.events', { number: sayNumber(whole.events.count) })}
        </Beside>
        <Beside {...shared} figure="persons" count={whole.persons.count}>
          {t('tile.persons', { number: sayNumber(whole.persons.count) })}
        </Beside>
      </Tile>
      <Tile name={t('tile.hosts')}>
        <Main {...shared} figure="hosts" count={whole.hosts.count} unit={t('people')} />
        <Beside {...shared} figure="takings" count={whole.takings.count} fen={whole.takings.fen}>
          {t('tile.takings', { amount: sayYuan(whole.takings.fen) })}
        </Beside>
      </Tile>
    </div>
  )
}

function Tile({
  name,
  children: [main, ...beside],
}: {
  name: string
  children: [ReactNode, ...ReactNode[]]
}) {
  return (
    <div className={styles.tile}>
      <h2 className={styles.tileName}>{name}</h2>
      <p className={styles.main}>{main}</p>
      <p className={styles.beside}>{beside}</p>
    </div>
  )
}

interface Shown {
  asked: FiguresAsked
  figure: Figure
  count: number
  fen?: number
  slice?: Slice
}

function Main({ count, unit, ...shown }: Shown & { unit: string }) {
  return (
    <FigureLink {...shown} count={{ count, fen: 0 }}>
      <span>
        <b className={styles.big}>{sayNumber(count)}</b> <span className={styles.unit}>{unit}</span>
      </span>
    </FigureLink>
  )
}

function Beside({ count, fen = 0, slice, children, ...shown }: Shown & { children: ReactNode }) {
  const { t } = useTranslation('figures')
  return (
    <FigureLink
      {...shown}
      count={{ count, fen }}
      slice={slice}
      of={slice === undefined ? undefined : t('sex.female')}
    >
      <span className={styles.underlined}>{children}</span>
    </FigureLink>
  )
}
