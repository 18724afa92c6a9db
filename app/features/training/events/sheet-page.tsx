import { useTranslation } from 'react-i18next'
import { spacedMemberNumber } from '#app/features/union/index.ts'
import { minuteOfDay } from '#app/kernel/clock.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { useWords } from '../use-words.ts'
import { useWhen } from './event-facts.tsx'
import type { EventView } from './event-view.ts'
import './event-texts.ts'
import styles from './sheet.module.css'

/** Whoever has a line on the paper. */
export interface SheetLine {
  key: string
  name: string
  number: string | null
}

/** So many lines at least are left empty for those who walk in. */
const emptyLines = 10
const noon = 12 * 60

/** The list on paper: names to tick and to sign beside, for a door without any telephone. */
export function SheetPage({
  event,
  people,
  now,
}: {
  event: EventView
  people: readonly SheetLine[]
  now: number
}) {
  const { t } = useTranslation('events')
  const words = useWords()
  const when = useWhen()
  const empty = Array.from({ length: emptyLines }, (_, place) => `empty-${place}`)
  return (
    <main id="main" className={styles.page}>
      <div className={styles.tools}>
        <ButtonLink to={`/teach/events/${event.id}`} look="line" icon="left">
          {t('teach.backToEvent')}
        </ButtonLink>
        <Button look="main" icon="paper" onClick={() => window.print()}>
          {t('sheet.print')}
        </Button>
        <p className={styles.hint}>{t('sheet.printHint')}</p>
      </div>
      <h1 className={styles.title}>{`${words(event.title)} · ${t('sheet.title')}`}</h1>
      <p>{`${when(event, now)} · ${event.venue}`}</p>
      <p>{`${event.organisation} · ${t('sheet.walkIns')}`}</p>
      {/* Wider than a phone: it scrolls by itself, and the keyboard may do so too. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a part that scrolls is reached by keyboard */}
      <div className={styles.scroll} role="region" aria-label={t('sheet.title')} tabIndex={0}>
        <SheetTable event={event} people={people} empty={empty} />
      </div>
    </main>
  )
}

function SheetTable({
  event,
  people,
  empty,
}: {
  event: EventView
  people: readonly SheetLine[]
  empty: readonly string[]
}) {
  const { t } = useTranslation('events')
  const ticks = halvesOf(event).map((half) => t(`sheet.${half}`))
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.narrow}>
            {t('sheet.number')}
          </th>
          <th scope="col">{t('sheet.column.name')}</th>
          <th scope="col" className={styles.digits}>
            {t('sheet.column.number')}
          </th>
          {ticks.map((half) => (
            <th key={half} scope="col" className={styles.narrow}>
              {half}
            </th>
          ))}
          <th scope="col" className={styles.signature}>
            {t('sheet.signature')}
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map(({ key, name, number }, place) => (
          <tr key={key}>
            <td>{place + 1}</td>
            <th scope="row">{name}</th>
            <td className={styles.digits}>{number === null ? '' : spacedMemberNumber(number)}</td>
            {ticks.map((half) => (
              <td key={half}>
                <span className={styles.box} />
              </td>
            ))}
            <td />
          </tr>
        ))}
        {empty.map((key, place) => (
          <tr key={key}>
            <td>{people.length + place + 1}</td>
            <td />
            <td />
            {ticks.map((half) => (
              <td key={half}>
                <span className={styles.box} />
              </td>
            ))}
            <td />
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** A class over noon is ticked twice. */
function halvesOf({ startsAt, endsAt }: EventView): readonly ('came' | 'morning' | 'afternoon')[] {
  const isOverNoon = minuteOfDay(startsAt) < noon && minuteOfDay(endsAt) > noon + 60
  return isOverNoon ? ['morning', 'afternoon'] : ['came']
}
