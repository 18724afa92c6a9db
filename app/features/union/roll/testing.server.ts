import { randomUUID } from 'node:crypto'
import { database } from '#app/kernel/database.server.ts'
import { lastDigits, lookupHash, sealPersonal } from '#app/kernel/personal.server.ts'
import { memberNumberOf } from '../member-number.ts'
import { monthColumn } from '../members.ts'
import { soundsOfPerson } from '../sounds.server.ts'
import { makeOrganisation, makeStaff } from '../testing.server.ts'
import { closeOrganisation } from '../organisation-close.server.ts'
import { applyRoll } from './apply-roll.server.ts'
import { ColumnsKept, type Columns } from './columns.ts'
import { compareRoll } from './compare-roll.server.ts'
import { applyImport, beginImport, compareWith, storeRoll, type Importer } from './imports.server.ts'
import { readRoll } from './read-roll.server.ts'
import { placeNames, type KnownPerson, type TestPlace } from './testing-roll.ts'

/* What the tests of imports stand on: organisations, somebody who imports, people on the roll. */

export interface RollWorld {
  importer: Importer
  places: Record<TestPlace, { id: string; path: string }>
}

export async function makeRollWorld(): Promise<RollWorld> {
  const top = await makeOrganisation(placeNames.top)
  const under = await makeOrganisation(placeNames.under, top.id)
  const other = await makeOrganisation(placeNames.other, top.id)
  const closed = await makeOrganisation(placeNames.closed, top.id)
  const outside = await makeOrganisation(placeNames.outside)
  const ended = await closeOrganisation(
    { id: closed.id, reason: '码头拆了' },
    { actor: { kind: 'system', name: 'test' }, keeps: 'all' },
  )
  if (!ended.ok) throw new Error(ended.reason)
  const staff = await makeStaff(top.path)
  return {
    importer: { personId: staff.actor.id, keeps: staff.keeps },
    places: { top, under, other, outside },
  }
}

export async function putOnRoll(people: readonly KnownPerson[], places: RollWorld['places']): Promise<void> {
  const numbers = await database().$queryRaw<{ eight: bigint }[]>`
    SELECT nextval('member_number_seq') AS eight FROM generate_series(1, ${people.length})`
  const since = new Date('2024-01-01T00:00:00Z')
  const ids = people.map(() => randomUUID())
  await database().member.createMany({
    data: people.map((person, place) => ({
      ...memberOf(person),
      id: ids[place],
      number: memberNumberOf(numbers[place]?.eight ?? 0),
    })),
  })
  await database().membership.createMany({
    data: people.map(({ place, hasLeft }, index) => ({
      ...{
        memberId: ids[index] ?? '',
        organisationId: places[place].id,
        startedBy: 'accepted' as const,
        since,
      },
      ...(hasLeft ? { until: new Date('2025-01-01T00:00:00Z'), endedBy: 'left' as const } : {}),
    })),
  })
}

function memberOf({ name, phone, identityNumber, sex, birthMonth, trade, employment }: KnownPerson) {
  return {
    ...{ name, pinyin: soundsOfPerson(name), sex, trade, employment, birthMonth: monthColumn(birthMonth) },
    phoneCipher: phone && sealPersonal(phone),
    phoneHash: phone && lookupHash(phone),
    phoneLast4: phone && lastDigits(phone),
    identityCipher: identityNumber && sealPersonal(identityNumber),
    identityHash: identityNumber && lookupHash(identityNumber),
    identityLast4: identityNumber && lastDigits(identityNumber),
  }
}

/** Uploads a file and reads it; answers the import. */
export async function readFile(
  { importer, places }: RollWorld,
  bytes: Uint8Array,
  fileName = '名册.xlsx',
): Promise<string> {
  const stored = await storeRoll(importer, bytes)
  if (!stored.ok) throw new Error(stored.reason)
  const key = randomUUID()
  const begun = await beginImport(importer, {
    ...{ key, organisationId: places.top.id, fileId: stored.value.id, fileName },
  })
  if (!begun.ok) throw new Error(begun.reason)
  await readRoll(key)
  return key
}

/** Compares by the columns that were guessed, or by these. */
export async function compareImport({ importer }: RollWorld, id: string, columns?: Columns): Promise<void> {
  const roll = await database().rollImport.findUniqueOrThrow({ where: { id } })
  const moved = await compareWith(
    { id, personId: importer.personId },
    columns ?? ColumnsKept.parse(roll.columns),
  )
  if (!moved.ok) throw new Error(moved.reason)
  await compareRoll(id)
}

export async function apply({ importer }: RollWorld, id: string): Promise<void> {
  const moved = await applyImport({ id, personId: importer.personId })
  if (!moved.ok) throw new Error(moved.reason)
  await applyRoll(id)
}
