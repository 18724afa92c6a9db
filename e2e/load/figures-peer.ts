import type pg from 'pg'
import { firstMonth } from './figures-world.ts'

/*
 * The peer of the page of figures: what somebody would write by hand to count a whole roll once, one plain statement a figure,
 * without organisations under it, age bands, months, sessions or a page. All are sent at once, as the page sends its own.
 */

const from = `timestamptz '${firstMonth}-01 00:00+08'`
const inTime = (moment: string) => `${moment} >= ${from} AND ${moment} < now()`
const came = `check_in c LEFT JOIN member m ON m.id = c.member_id
  WHERE c.voided_at IS NULL AND c.state IN ('present', 'late') AND ${inTime('c.came_at')}`
const who = 'coalesce(m.person_id, c.person_id, c.member_id)'
const cameAsMember = `check_in c LEFT JOIN member m ON m.id = c.member_id LEFT JOIN member h ON h.person_id = c.person_id
  JOIN membership s ON s.member_id = coalesce(m.id, h.id) AND s.since <= c.came_at AND (s.until IS NULL OR s.until > c.came_at)
  WHERE c.voided_at IS NULL AND c.state IN ('present', 'late') AND ${inTime('c.came_at')}`
const onAir = `broadcast b JOIN room r ON r.id = b.room_id AND r.open JOIN member m ON m.person_id = r.host_id
  JOIN membership s ON s.member_id = m.id AND s.since <= b.started_at AND (s.until IS NULL OR s.until > b.started_at)
  WHERE ${inTime('b.started_at')} AND EXISTS (SELECT FROM certificate k WHERE k.person_id = m.person_id AND k.issued_at <= b.started_at)`

const statements = {
  members: `SELECT count(*) FROM membership WHERE since < now() AND until IS NULL`,
  joined: `SELECT count(DISTINCT member_id) FROM membership WHERE ${inTime('since')}`,
  left: `SELECT count(*) FROM membership WHERE ended_by = 'left' AND ${inTime('until')}`,
  events: `SELECT count(*) FROM training_event WHERE cancelled_at IS NULL AND ${inTime('starts_at')}`,
  times: `SELECT count(DISTINCT (c.occasion, ${who})) FROM ${came}`,
  persons: `SELECT count(DISTINCT ${who}) FROM ${came}`,
  'member-times': `SELECT count(DISTINCT (c.occasion, ${who})) FROM ${cameAsMember}`,
  'member-persons': `SELECT count(DISTINCT ${who}) FROM ${cameAsMember}`,
  certificates: `SELECT count(*) FROM certificate c JOIN member m ON m.person_id = c.person_id
    JOIN membership s ON s.member_id = m.id AND s.since <= c.issued_at AND (s.until IS NULL OR s.until > c.issued_at)
    WHERE ${inTime('c.issued_at')}`,
  hosts: `SELECT count(DISTINCT m.id) FROM ${onAir}`,
  broadcasts: `SELECT count(DISTINCT b.id) FROM ${onAir}`,
} as const

/** How many there are of each figure of the whole roll. */
export async function countByHand(pool: pg.Pool): Promise<number[]> {
  return Promise.all(
    Object.values(statements).map(async (statement) => {
      const { rows } = await pool.query<{ count: string }>(statement)
      return Number(rows[0]?.count)
    }),
  )
}
