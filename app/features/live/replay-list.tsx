import { Link } from '@remix-run/react'
import { Icon } from '#app/ui/icon.tsx'
import { formatDuration } from '#app/kernel/clock.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import type { RoomView } from './rooms.ts'
import { sayWhen } from './times.ts'
import styles from './replay-list.module.css'

/** A room's earlier broadcasts, newest first; nothing where there are none. */
export function ReplayList({
  replays,
  now,
  heading,
}: {
  replays: RoomView['replays']
  now: number
  heading: string
}) {
  const { language } = usePreferences()
  if (replays.length === 0) return null
  return (
    <section>
      <h2 className={styles.heading}>{heading}</h2>
      <ul className={styles.list}>
        {replays.map((replay) => (
          <li key={replay.id}>
            <Link to={`/replay/${replay.id}`} className={styles.replay}>
              <span className={styles.play}>
                <Icon name="play" size="small" />
              </span>
              <span className={styles.words}>
                <b>{replay.title}</b>
                <span className={styles.when}>
                  {`${sayWhen(replay.startedAt, now, language)} · ${formatDuration(replay.durationSeconds, language)}`}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
