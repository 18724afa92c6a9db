import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { database } from '#app/kernel/database.server.ts'
import { makeOrganisation } from '#app/features/union/testing.server.ts'
import { lessonsOf, publishCourse } from '#app/features/training/testing.server.ts'

/*
 * A small world for tests of the figures: a tree of six unions, members who come, move and go, classes, certificates,
 * broadcasts and orders, on random days of some years. Days count from the beginning of 2023 in Qingdao.
 */

const day = 24 * 3_600_000
const beginning = Date.UTC(2022, 11, 31, 16)
/** The world ends in the course of 2026. */
export const lastDay = 1200
export const momentOf = (days: number) => new Date(beginning + days * day)

/** Places in the tree: a district over two streets, of which the first has two villages and the second one. */
export const above: readonly (number | null)[] = [null, 0, 0, 1, 1, 2]
export const isUnder = (place: number, top: number): boolean => {
  if (place === top) return true
  const next = above[place]
  return next !== null && next !== undefined && isUnder(next, top)
}

export interface Stay {
  place: number
  from: number
  until: number | null
  moved: boolean
}
export interface Someone {
  sex: 'female' | 'male' | null
  birthMonth: string | null
  trade: 'market' | 'fishing' | null
  stays: Stay[]
  /** On which days she got the certificate that opens the door, and whether it was revoked. */
  certificate: { on: number; revoked: boolean } | null
  broadcasts: number[]
  orders: { on: number; fen: number; refunded: boolean }[]
}
export interface Held {
  place: number
  on: number
  cancelled: boolean
  /** Who came, by their places in the list of people. */
  came: number[]
}
export interface World {
  people: Someone[]
  classes: Held[]
}

const someDay = fc.integer({ min: 0, max: lastDay - 1 })

/** Stays that follow one another: each moved on from the last, or came back after a while. */
const stays = fc
  .array(
    fc.record({
      place: fc.integer({ min: 0, max: above.length - 1 }),
      gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 300 })),
      length: fc.integer({ min: 0, max: 500 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .chain((steps) => fc.record({ steps: fc.constant(steps), first: someDay, goesOn: fc.boolean() }))
  .map(({ steps, first, goesOn }) => {
    const made: Stay[] = []
    let at = first
    for (const { place, gap, length } of steps) {
      const from = at + gap
      if (from >= lastDay) break
      made.push({ place, from, until: from + length, moved: gap === 0 })
      at = from + length
    }
    const last = made.at(-1)
    if (last !== undefined && (goesOn || (last.until ?? 0) >= lastDay)) last.until = null
    return made
  })

const someone: fc.Arbitrary<Someone> = fc.record({
  sex: fc.constantFrom('female', 'male', null),
  birthMonth: fc.option(
    fc.integer({ min: 0, max: 600 }).map((months) => {
      return `${1955 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
    }),
  ),
  trade: fc.constantFrom('market', 'fishing', null),
  stays,
  certificate: fc.option(fc.record({ on: someDay, revoked: fc.boolean() })),
  broadcasts: fc.array(someDay, { maxLength: 3 }),
  orders: fc.array(
    fc.record({ on: someDay, fen: fc.integer({ min: 100, max: 50_000 }), refunded: fc.boolean() }),
    { maxLength: 3 },
  ),
})

export const worlds: fc.Arbitrary<World> = fc.record({
  people: fc.array(someone, { minLength: 12, maxLength: 45 }),
  classes: fc.array(
    fc.record({
      place: fc.integer({ min: 0, max: above.length - 1 }),
      on: someDay,
      cancelled: fc.boolean(),
      came: fc.uniqueArray(fc.integer({ min: 0, max: 44 }), { maxLength: 25 }),
    }),
    { maxLength: 8 },
  ),
})

export interface Laid {
  /** The organisations, by their places. */
  organisations: { id: string; path: string }[]
}

/** Writes a world to the database. */
export async function layOut({ people, classes }: World): Promise<Laid> {
  const organisations: Laid['organisations'] = []
  for (const [place, top] of above.entries())
    organisations.push(
      await makeOrganisation(`工会${place}`, top === null ? null : (organisations[top]?.id ?? null)),
    )
  const courseVersion = await publishCourse('live-selling', lessonsOf('text'), { opensDoor: true })
  const { courseId } = await database().courseVersion.findUniqueOrThrow({ where: { id: courseVersion } })
  const ids = people.map((_, place) => ({ person: randomUUID(), member: randomUUID(), place }))
  await database().person.createMany({
    data: ids.map(({ person, place }) => ({ id: person, name: `会员${place}` })),
  })
  await database().member.createMany({
    data: ids.map(({ person, member, place }) => ({
      ...{ id: member, personId: person, name: `会员${place}`, pinyin: 'huiyuan' },
      number: String(100_000_000 + place),
      ...{ sex: people[place]?.sex ?? null, trade: people[place]?.trade ?? null },
      birthMonth: birthColumn(people[place]?.birthMonth ?? null),
    })),
  })
  await database().membership.createMany({
    data: people.flatMap(({ stays: hers }, place) =>
      hers.map(({ place: at, from, until, moved }, step) => ({
        ...{ memberId: ids[place]?.member ?? '', organisationId: organisations[at]?.id ?? '' },
        ...{ startedBy: moved && step > 0 ? ('transferred' as const) : ('accepted' as const) },
        since: momentOf(from),
        ...(until === null ? {} : { until: momentOf(until), endedBy: endOf(hers[step + 1]) }),
      })),
    ),
  })
  await layOutClasses(classes, { organisations, people: ids })
  await layOutSelling(people, {
    persons: ids.map(({ person }) => person),
    courseId,
    versionId: courseVersion,
  })
  return { organisations }
}

function birthColumn(month: string | null): Date | null {
  return month === null ? null : new Date(`${month}-01T00:00:00Z`)
}

function endOf(next: Stay | undefined): 'left' | 'transferred' {
  return next?.moved === true ? 'transferred' : 'left'
}

async function layOutClasses(
  classes: readonly Held[],
  { organisations, people }: Laid & { people: { person: string; member: string }[] },
): Promise<void> {
  for (const { place, on, cancelled, came } of classes) {
    const [id, organisationId, startsAt] = [randomUUID(), organisations[place]?.id ?? '', momentOf(on)]
    await database().trainingEvent.create({
      data: {
        ...{ id, organisationId, titleZh: '直播带货', titleEn: 'Selling live', venue: '文化中心', startsAt },
        ...{
          endsAt: momentOf(on + 0.1),
          places: 60,
          lateAfterMinutes: 15,
          secretCipher: '',
          plannedAt: startsAt,
        },
        ...(cancelled ? { cancelledAt: startsAt, cancelledReason: '下雨' } : {}),
      },
    })
    await database().checkIn.createMany({
      data: came.flatMap((one, index) => {
        const someone = people[one]
        if (someone === undefined) return []
        const row = {
          ...{ occasion: `event:${id}`, organisationId, cameAt: startsAt, receivedAt: startsAt },
          // Of every five one did not come after all.
          ...{ way: 'tapped' as const, state: index % 5 === 4 ? ('absent' as const) : ('present' as const) },
        }
        return knownBy(someone, index).map((known) => ({ ...row, ...known, id: randomUUID() }))
      }),
    })
  }
}

/** How the log knows her: by the roll, by her account, by both, or by each alone, before the two were joined. */
function knownBy({ person: personId, member: memberId }: { person: string; member: string }, index: number) {
  const ways = [[{ memberId }], [{ personId }], [{ personId, memberId }], [{ memberId }, { personId }]]
  return ways[index % ways.length] ?? []
}

async function layOutSelling(
  people: readonly Someone[],
  { persons, courseId, versionId }: { persons: string[]; courseId: string; versionId: string },
): Promise<void> {
  for (const [place, { certificate, broadcasts, orders }] of people.entries()) {
    const personId = persons[place] ?? ''
    if (certificate !== null)
      await database().certificate.create({
        data: {
          ...{
            personId,
            courseId,
            versionId,
            number: `HD-2026-${String(place).padStart(6, '0')}-0`,
            holderName: `会员${place}`,
          },
          issuedAt: momentOf(certificate.on),
          ...(certificate.revoked
            ? { revokedAt: momentOf(certificate.on + 200), revokedReason: '代考' }
            : {}),
        },
      })
    const room = await database().room.create({
      data: {
        slug: `room-${place}`,
        title: '海鲜摊',
        place: '红岛',
        hostId: personId,
        coverArt: '/art/mark.svg',
      },
    })
    await database().broadcast.createMany({
      data: broadcasts.map((on) => ({
        ...{ roomId: room.id, title: '今天的蛤蜊', startedAt: momentOf(on), endedAt: momentOf(on + 0.1) },
        ...{ status: 'ended' as const, endReason: 'publisher_ended' as const },
      })),
    })
    await layOutOrders(orders, { personId, place })
  }
}

async function layOutOrders(
  orders: Someone['orders'],
  { personId, place }: { personId: string; place: number },
): Promise<void> {
  const shop = await database().shop.create({
    data: {
      slug: `shop-${place}`,
      name: '小店',
      place: '红岛',
      sellerId: personId,
      licenceKind: 'exempt',
      licenceWords: '自产',
    },
  })
  await database().order.createMany({
    data: orders.map(({ on, fen, refunded }, index) => ({
      ...{ number: `${place}-${index}`, buyerId: personId, shopId: shop.id, key: randomUUID() },
      ...{ goodsFen: fen, discountFen: 0, freightFen: 0, totalFen: fen },
      ...{
        recipientCipher: '',
        phoneCipher: '',
        phoneLast4: '0000',
        divisionCode: '370214',
        detailCipher: '',
      },
      ...{ placedAt: momentOf(on), payUntil: momentOf(on + 1), paidAt: momentOf(on) },
      ...(refunded
        ? { status: 'refunded' as const, refundedAt: momentOf(on + 1) }
        : { status: 'received' as const }),
    })),
  })
}
