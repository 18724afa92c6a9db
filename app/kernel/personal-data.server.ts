import type { Transaction } from './database.server.ts'
import type { Json } from './json.ts'
import { eraseKey } from './personal-keys.server.ts'

/** Somebody, by the ids under which she is known: her account's, and that of her row on the union's roll. */
export interface Whose {
  personId: string | null
  memberId: string | null
}

/**
 * What one feature keeps of people, how she is given it and how it goes. Every column that the schema marks `@personal` or
 * `@personal-plain` is covered by exactly one part: a test walks them.
 */
export interface PersonalPart<Obstacle extends string = never> {
  /** `table.column`, as the database names them. */
  columns: readonly string[]
  /** Why she cannot be erased now; null where nothing stands against it. Its row locks last until the transaction ends. */
  findObstacle?(tx: Transaction, whose: Whose): Promise<Obstacle | null>
  /** All that the feature keeps of her, opened, in words that she can read. */
  gather(tx: Transaction, whose: Whose): Promise<Json>
  /** Afterwards none of its personal columns holds a value of hers. What the books need stays, without her. */
  erase(tx: Transaction, whose: Whose, now: Date): Promise<void>
}

/** The parts of all features, by the names under which she finds them in what she downloads. */
export type PersonalParts<Obstacle extends string> = Record<string, PersonalPart<Obstacle>>

/** All that is kept of her, part by part. */
export async function gatherAll(
  tx: Transaction,
  parts: PersonalParts<string>,
  whose: Whose,
): Promise<Record<string, Json>> {
  const gathered: Record<string, Json> = {}
  for (const [name, part] of Object.entries(parts)) gathered[name] = await part.gather(tx, whose)
  return gathered
}

/**
 * Erases her from every part, with the keys of what the audit says of her. Answers what stands against it, and then has
 * erased nothing; null once it is done.
 */
export async function eraseAll<Obstacle extends string>(
  tx: Transaction,
  parts: PersonalParts<Obstacle>,
  { now, ...whose }: Whose & { now: Date },
): Promise<Obstacle | null> {
  for (const part of Object.values(parts)) {
    const obstacle = (await part.findObstacle?.(tx, whose)) ?? null
    if (obstacle !== null) return obstacle
  }
  for (const part of Object.values(parts)) await part.erase(tx, whose, now)
  for (const id of [whose.personId, whose.memberId]) if (id !== null) await eraseKey(tx, id)
  return null
}
