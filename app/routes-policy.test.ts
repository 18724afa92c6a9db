import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Visitor } from '#app/features/identity/index.ts'
import { createPerson, findVisitorByCookie } from '#app/features/identity/index.server.ts'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import { createRoom, mediaHooks } from '#app/features/live/index.server.ts'
import { certificateNumber } from '#app/features/training/certificate-number.ts'
import { makeEvent } from '#app/features/training/events/testing.server.ts'
import { makeDraft } from '#app/features/training/films/testing.server.ts'
import { lessonsOf, publishCourse } from '#app/features/training/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { sealPersonal } from '#app/kernel/personal.server.ts'
import type { Role } from '#app/generated/prisma/enums.ts'
import { can, routePolicy, type Action } from './routes-policy.ts'
import { callRoute, listRoutes, receptionOf, type Reception } from './routes-testing.server.ts'

interface TestRoom {
  slug: string
  id: string
  hostId: string
  open: boolean
  replay: string
  /** Of the host's shop, with what one buyer has bought of it. */
  shop: string
  product: string
  variant: string
  order: string
  buyerId: string
  union: TestUnion
  training: TestTraining
}

/** A course with one lesson, and the host's certificate of it. */
interface TestTraining {
  course: string
  lesson: string
  number: string
  /** The key of a lesson that waits for its film, in a draft. */
  draft: string
  /** A class that the organisation of `TestUnion` holds. */
  event: string
}

/** An organisation with one member and one who waits to be. */
interface TestUnion {
  organisation: string
  path: string
  member: string
  application: string
  import: string
}

const actor = { kind: 'system', name: 'test' } as const
const routes = [...listRoutes().keys()]

test.each(routes)('the policy says who reaches the route %s', (route) => {
  expect(Object.keys(routePolicy)).toContain(route)
})

test('the policy speaks of no route that is not there', () => {
  expect(Object.keys(routePolicy).filter((route) => !routes.includes(route))).toEqual([])
})

/** Everybody there is, seen from the room `harbour`. */
const people = [
  'nobody',
  'buyer',
  'host',
  'host elsewhere',
  'assistant',
  'assistant elsewhere',
  'member',
  'lecturer',
  'staff',
  'administrator',
] as const
type Person = (typeof people)[number]

describe('every route × everybody', () => {
  const decided = Object.entries(routePolicy).filter(
    (entry): entry is [string, Action] => !['public', 'development', 'owner'].includes(entry[1]),
  )
  const cookies = new Map<Person, string | null>()
  const rooms: TestRoom[] = []
  const sellers: string[] = []

  beforeAll(async () => {
    const [host, elsewhere, buyer] = [await makePerson(), await makePerson(), await makePerson()]
    const union = await makeUnion(buyer)
    const stall = {
      ...(await makeStall(host, buyer)),
      union,
      training: await makeTraining(host, union.organisation),
    }
    for (const [slug, open] of [
      ['harbour', true],
      ['rehearsal', false],
    ] as const)
      rooms.push({ ...(await makeRoom(slug, host, open)), ...stall })
    const other = await makeRoom('other', elsewhere, true)
    await makeStall(elsewhere, buyer)
    sellers.push(host, elsewhere)
    cookies.set('nobody', null)
    cookies.set('host', await signedInCookie(host))
    cookies.set('host elsewhere', await signedInCookie(elsewhere))
    cookies.set('buyer', await signedInCookie(buyer))
    const assistant = await makePerson()
    for (const { id } of rooms) await grant(assistant, 'assistant', `room:${id}`)
    cookies.set('assistant', await signedInCookie(assistant))
    const another = await makePerson()
    await grant(another, 'assistant', `room:${other.id}`)
    cookies.set('assistant elsewhere', await signedInCookie(another))
    for (const role of ['member', 'lecturer', 'staff', 'administrator'] as const) {
      const person = await makePerson()
      await grant(person, role, '*')
      cookies.set(role, await signedInCookie(person))
    }
  })

  /** An address without an id speaks of her own shop, where she has one. */
  function sellerAsked(route: string, { hostId }: TestRoom, visitor: Visitor): string {
    if (route.includes('$')) return hostId
    return sellers.find((one) => one === visitor?.personId) ?? 'nobody'
  }

  for (const [route, rule] of decided)
    test.each(people)(`${route} asks for ${rule}: %s`, async (person) => {
      const cookie = cookies.get(person) ?? null
      const visitor = await findVisitorByCookie(cookie)
      for (const room of rooms) {
        const sellerId = sellerAsked(route, room, visitor)
        const subject = {
          lecturerIds: [],
          ...room,
          personId: room.hostId,
          sellerId,
          onSale: true,
          path: room.union.path,
          published: true,
          holderId: room.hostId,
        }
        const allowed = (can as (who: Visitor, action: Action, subject: unknown) => boolean)(
          visitor,
          rule,
          subject,
        )
        for (const method of ['GET', 'POST'] as const) {
          const answer = await call(route, method, room, cookie)
          if (answer === 'no such method') continue
          expect(`${method} ${room.slug}: ${answer}`).toBe(
            `${method} ${room.slug}: ${allowed ? 'in' : visitor === null ? answerToNobody(answer) : 'absent'}`,
          )
        }
      }
    })
})

/** A stranger is led to sign in, or told that there is nothing; which of them is the page's to choose. */
function answerToNobody(answer: string): string {
  return answer === 'sign-in' ? 'sign-in' : 'absent'
}

async function makePerson(): Promise<string> {
  const made = await createPerson({ name: '王大姐' }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

/** A room with one replay. */
async function makeRoom(slug: string, hostId: string, open: boolean) {
  const made = await createRoom({ slug, title: slug, place: '红岛', hostId, open }, { actor })
  if (!made.ok) throw new Error(made.reason)
  const { recording } = await mediaHooks.openBroadcast({ channel: slug, at: 0 })
  const ended = { channel: slug, recording, at: 60_000, durationSeconds: 60 }
  await mediaHooks.endBroadcast({ ...ended, reason: 'publisher-ended' })
  return { slug, id: made.value.id, hostId, open, replay: recording }
}

/** A shop with one product on its shelf, of which somebody has bought a box and paid for it. */
async function makeStall(sellerId: string, buyerId: string) {
  const shop = await database().shop.create({
    data: {
      ...{ slug: `shop-${sellerId}`, name: '摊子', place: '红岛', sellerId },
      ...{ licenceKind: 'exempt', licenceWords: '自产自销' },
    },
  })
  const product = await database().product.create({
    data: {
      ...{ shopId: shop.id, title: '蛤蜊', status: 'on_sale' },
      pictures: { create: { path: '/art/manila-clam.svg', place: 0 } },
      variants: { create: { weightGrams: 2500, priceFen: 6400, stock: 5 } },
    },
    include: { variants: true },
  })
  const variant = product.variants[0]?.id ?? ''
  const line = { variantId: variant, title: '蛤蜊', weightGrams: 2500, priceFen: 6400, quantity: 1 }
  const order = await database().order.create({
    data: {
      ...{
        number: `2611${sellerId.replace(/\D/g, '').slice(0, 12)}`,
        buyerId,
        shopId: shop.id,
        key: randomUUID(),
      },
      ...{ status: 'paid', goodsFen: 6400, discountFen: 0, freightFen: 0, totalFen: 6400 },
      ...{
        recipientCipher: sealPersonal('老刘'),
        phoneCipher: sealPersonal('13912345678'),
        phoneLast4: '5678',
      },
      ...{ divisionCode: '370214', detailCipher: sealPersonal('正阳路 1 号') },
      ...{ placedAt: new Date(), payUntil: new Date(), paidAt: new Date() },
      lines: { create: line },
    },
  })
  return { shop: shop.slug, product: product.id, variant, order: order.id, buyerId }
}

async function makeUnion(personId: string): Promise<TestUnion> {
  const { id: organisation, path } = await database().organisation.create({
    data: {
      ...{ key: 'harbour', path: 'harbour', kind: 'village', name: '东大洋村工会', pinyin: '' },
      ...{ takesMembers: true, inviteCode: 'HARBOR' },
    },
  })
  const { id: member } = await database().member.create({
    data: {
      number: '100000017',
      name: '王秀英',
      pinyin: 'wangxiuying',
      memberships: { create: { organisationId: organisation, startedBy: 'imported', since: new Date() } },
    },
  })
  const { id: application } = await database().application.create({
    data: {
      ...{ personId, organisationId: organisation, status: 'submitted', name: '李桂香', phoneLast4: '5678' },
      ...{ startedAt: new Date(), submittedAt: new Date() },
    },
  })
  const roll = await database().rollImport.create({
    data: { organisationId: organisation, byId: personId, fileName: 'roll.xlsx', createdAt: new Date() },
  })
  return { organisation, path, member, application, import: roll.id }
}

async function makeTraining(personId: string, organisationId: string): Promise<TestTraining> {
  const [lesson] = lessonsOf('text')
  const versionId = await publishCourse('live-selling', [lesson ?? { key: randomUUID(), kind: 'text' }])
  const { courseId } = await database().courseVersion.findUniqueOrThrow({ where: { id: versionId } })
  const number = certificateNumber({ year: 2026, serial: 1 })
  await database().certificate.create({
    data: { number, personId, courseId, versionId, holderName: '王秀英', issuedAt: new Date() },
  })
  return {
    ...{ course: 'live-selling', lesson: lesson?.key ?? '', number },
    draft: (await makeDraft('video')).lesson,
    event: await makeEvent(organisationId),
  }
}

async function grant(personId: string, role: Role, scope: string): Promise<void> {
  await database().roleGrant.create({ data: { personId, role, scope, grantedAt: new Date() } })
}

/** How the route receives this person. */
async function call(
  route: string,
  method: 'GET' | 'POST',
  { slug, replay, shop, product, variant, order, union, training }: TestRoom,
  cookie: string | null,
): Promise<Reception | 'no such method'> {
  const params = { room: slug, broadcast: replay, shop, product, variant, order, ...union, ...training }
  const answered = await callRoute(route, { params, cookie, form: method === 'POST' ? {} : undefined })
  return answered === null ? 'no such method' : receptionOf(answered.answer)
}

describe('the rows of the policy', () => {
  const host: Visitor = { personId: 'host', roles: [], privileges: ['broadcast_publicly'] }
  const room = { id: 'room', hostId: 'host' }

  test('the host goes on air for everybody only with the privilege, and rehearses without', () => {
    const without = { ...host, privileges: [] }
    expect(can(host, 'room.publish', { ...room, open: true })).toBe(true)
    expect(can(without, 'room.publish', { ...room, open: true })).toBe(false)
    expect(can(without, 'room.publish', { ...room, open: false })).toBe(true)
  })

  test('an assistant moderates her own room and no other, and manages none', () => {
    const assistant: Visitor = {
      personId: 'x',
      roles: [{ role: 'assistant', scope: 'room:room' }],
      privileges: [],
    }
    expect(can(assistant, 'room.moderate', room)).toBe(true)
    expect(can(assistant, 'room.moderate', { ...room, id: 'other' })).toBe(false)
    expect(can(assistant, 'room.manage', room)).toBe(false)
  })

  test('nobody follows herself', () => {
    expect(can(host, 'person.follow', { personId: 'host' })).toBe(false)
    expect(can(null, 'person.follow', { personId: 'host' })).toBe(false)
    expect(can(host, 'person.follow', { personId: 'other' })).toBe(true)
  })
})
