import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, test } from 'vitest'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import { createRoom } from '#app/features/live/index.server.ts'
import { certificateNumber } from '#app/features/training/certificate-number.ts'
import { makeEvent } from '#app/features/training/events/testing.server.ts'
import { signUp } from '#app/features/training/events/sign-ups.server.ts'
import { lessonsOf, publishCourse } from '#app/features/training/testing.server.ts'
import { scopeOf } from '#app/features/union/index.ts'
import { askTransfer } from '#app/features/union/memberships.server.ts'
import { all, apply, makeMember, makeOrganisation, makePerson } from '#app/features/union/testing.server.ts'
import { sealPersonal } from '#app/kernel/personal.server.ts'
import { database } from '#app/kernel/database.server.ts'
import type { Role } from '#app/generated/prisma/enums.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { routePolicy } from './routes-policy.ts'
import { callRoute, receptionOf, type Reception } from './routes-testing.server.ts'

/*
 * Every route × every role × an organisation's own people, those under it, those beside it and those above it: nothing
 * personal crosses. A route that is added is asked too, without a word here.
 */

/** Organisations as the staff of `own` see them. */
const relations = ['own', 'subordinate', 'sister', 'parent'] as const
type Relation = (typeof relations)[number]

/** Part of the name of everybody who belongs to it: where it is read, something personal was. */
const marks: Record<Relation, string> = { own: '自芳', subordinate: '辖芳', sister: '邻芳', parent: '尊芳' }

/** What hangs on an organisation and has an address. */
type World = Record<
  'organisation' | 'path' | 'member' | 'application' | 'import' | 'event' | 'number' | 'transfer',
  string
>

const roles = [
  'nobody',
  'buyer',
  'host',
  'assistant',
  'member',
  'lecturer',
  'staff',
  'administrator',
] as const
type Asker = (typeof roles)[number]

/** Whose people each may come to know at all; where, the tables below say. */
const mayKnow: Record<Asker, readonly Relation[]> = {
  ...{ nobody: [], buyer: [], host: [], assistant: [], member: [] },
  ...{ lecturer: ['own', 'subordinate'], staff: ['own', 'subordinate'], administrator: relations },
}

/** Addresses that speak of one organisation's things, which only its keepers find there. */
const kept = Object.keys(routePolicy).filter((route) => /^union_.*\$|^teach_\.events_/.test(route))

const system = { kind: 'system', name: 'test' } as const
const cookies = new Map<Asker, string | null>()
const worlds = {} as Record<Relation, World>
const shared: Record<string, string> = {}

beforeAll(async () => {
  await freshDatabase()
  const parent = await makeOrganisation('城阳区总工会')
  const own = await makeOrganisation('红岛街道总工会', parent.id)
  const sister = await makeOrganisation('河套街道总工会', parent.id)
  const subordinate = await makeOrganisation('晓阳社区工会', own.id)
  const [lesson] = lessonsOf('text')
  if (lesson === undefined) throw new Error('no lesson')
  const versionId = await publishCourse('live-selling', [lesson])
  Object.assign(shared, { course: 'live-selling', lesson: lesson.key, room: 'harbour' })
  const places = { own, subordinate, sister, parent }
  const above = { own: subordinate, subordinate: own, sister: parent, parent: sister }
  for (const [index, relation] of relations.entries())
    worlds[relation] = await makeWorld(places[relation], {
      relation,
      index,
      versionId,
      toId: above[relation].id,
    })
  await makeAskers(own)
})

async function makeWorld(
  organisation: { id: string; path: string },
  {
    relation,
    index,
    versionId,
    toId,
  }: { relation: Relation; index: number; versionId: string; toId: string },
): Promise<World> {
  const name = `王${marks[relation]}`
  const phone = (kind: number) => `139000${index}000${kind}`
  const account = await makePerson(name)
  const { memberId } = await makeMember(organisation.id, { name, phone: phone(1) }, account)
  const mover = await makeMember(
    organisation.id,
    { name: `刘${marks[relation]}`, phone: phone(2) },
    await makePerson(name),
  )
  const moved = await askTransfer(
    { personId: mover.personId, toId },
    { ...all, actor: { kind: 'person', id: mover.personId } },
  )
  if (!moved.ok) throw new Error(moved.reason)
  const waiting = await apply(
    organisation.id,
    { name: `孙${marks[relation]}`, phone: phone(3) },
    await makePerson(name),
  )
  const { id: application } = await database().application.findFirstOrThrow({ where: { personId: waiting } })
  const event = await makeEvent(organisation.id)
  const signed = await signUp({ eventId: event, personId: account }, new Date('2026-03-02T00:00:00Z'))
  if (!signed.ok) throw new Error(signed.reason)
  return {
    ...{ organisation: organisation.id, path: organisation.path, member: memberId, application, event },
    ...{ transfer: moved.value.id, import: await makeImport(organisation.id, account, name) },
    number: await makeCertificate({ personId: account, versionId, holderName: name, serial: index + 1 }),
  }
}

async function makeImport(organisationId: string, byId: string, name: string): Promise<string> {
  const { id } = await database().rollImport.create({
    data: {
      ...{
        organisationId,
        byId,
        fileName: `${name}.xlsx`,
        createdAt: new Date(),
        status: 'preview',
        columns: {},
        headings: [],
      },
      lines: {
        create: {
          line: 2,
          cellsCipher: sealPersonal(JSON.stringify([name])),
          reasons: [],
          verdict: 'refused',
        },
      },
    },
  })
  return id
}

async function makeCertificate({
  serial,
  ...row
}: {
  personId: string
  versionId: string
  holderName: string
  serial: number
}) {
  const { courseId } = await database().courseVersion.findUniqueOrThrow({ where: { id: row.versionId } })
  const number = certificateNumber({ year: 2026, serial })
  await database().certificate.create({ data: { ...row, number, courseId, issuedAt: new Date() } })
  return number
}

/** Everybody stands with `own`: its member, its lecturer, its staff. */
async function makeAskers(own: { id: string; path: string }): Promise<void> {
  const of = async (role: Role, scope: string) => {
    const id = await makePerson('问的人')
    await database().roleGrant.create({ data: { personId: id, role, scope, grantedAt: new Date() } })
    return id
  }
  const host = await makePerson('问的人')
  const room = await createRoom(
    { slug: 'harbour', title: '码头', place: '红岛', hostId: host, open: true },
    { actor: system },
  )
  if (!room.ok) throw new Error(room.reason)
  const ids: Record<Exclude<Asker, 'nobody'>, string> = {
    ...{ buyer: await makePerson('问的人'), host },
    assistant: await of('assistant', `room:${room.value.id}`),
    member: (await makeMember(own.id, { name: '问的人', phone: '13900009999' })).personId,
    lecturer: await of('lecturer', scopeOf(own.path)),
    staff: await of('staff', scopeOf(own.path)),
    administrator: await of('administrator', '*'),
  }
  cookies.set('nobody', null)
  for (const [role, id] of Object.entries(ids)) cookies.set(role as Asker, await signedInCookie(id))
}

interface Received {
  status: Reception | 'no such method'
  /** Whose people the answer names. */
  names: Relation[]
}

interface Asking {
  by: Asker
  world: World
  form?: Record<string, string> | undefined
}

async function ask(route: string, { by, world, form }: Asking): Promise<Received> {
  const answered = await callRoute(route, {
    ...{ params: { ...shared, ...world }, cookie: cookies.get(by) ?? null, form },
    search: `?organisation=${world.organisation}`,
  })
  if (answered === null) return { status: 'no such method', names: [] }
  const { answer } = answered
  const text = answer instanceof Response ? await readBody(answer) : JSON.stringify(answer ?? null)
  return {
    status: receptionOf(answer),
    names: relations.filter((relation) => text.includes(marks[relation])),
  }
}

/** A spreadsheet's words are packed: they are read as whoever opens it reads them. */
async function readBody(answer: Response): Promise<string> {
  if (!answer.headers.get('Content-Type')?.includes('spreadsheetml')) return answer.text()
  const book = new ExcelJS.Workbook()
  await book.xlsx.load(await answer.arrayBuffer())
  return JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()))
}

/** Who and what stands where, to see that nothing was moved. */
async function rows(): Promise<unknown> {
  const { member, membership, application, transfer, eventSignUp, certificate, organisation } = database()
  const order = { orderBy: { id: 'asc' } } as const
  const tables = [member, membership, application, transfer, eventSignUp, certificate, organisation]
  return Promise.all(tables.map((table) => (table.findMany as (by: unknown) => Promise<unknown>)(order)))
}

describe('nothing personal crosses', () => {
  describe.each(Object.keys(routePolicy))('%s', (route) => {
    test.each(roles)('as %s', async (by) => {
      for (const relation of relations) {
        const { names } = await ask(route, { by, world: worlds[relation] })
        expect(
          names.filter((one) => !mayKnow[by].includes(one)),
          `${route} of ${relation}, read by ${by}`,
        ).toEqual([])
      }
    })
  })
})

describe('an address of another scope answers as if nothing were there', () => {
  const expected = { own: true, subordinate: true, sister: false, parent: false }
  const absent: World = {
    ...{ organisation: crypto.randomUUID(), path: 'none', member: crypto.randomUUID() },
    ...{ application: crypto.randomUUID(), import: crypto.randomUUID(), event: crypto.randomUUID() },
    ...{ transfer: crypto.randomUUID(), number: 'HD-2026-999999-9' },
  }
  describe.each(kept)('%s', (route) => {
    test.each(relations)('staff, of %s', async (relation) => {
      const found = expected[relation]
      for (const form of [undefined, {}]) {
        const { status, names } = await ask(route, { by: 'staff', world: worlds[relation], form })
        if (status === 'no such method') continue
        expect(status).toBe(found ? 'in' : 'absent')
        if (!found) expect({ status, names }).toEqual(await ask(route, { by: 'staff', world: absent, form }))
      }
    })

    test.each(['nobody', 'buyer', 'host', 'assistant', 'member'] as const)('%s, of any', async (by) => {
      for (const relation of relations) {
        const { status } = await ask(route, { by, world: worlds[relation] })
        expect(status).toMatch(
          by === 'nobody' ? /^(sign-in|absent|no such method)$/ : /^(absent|no such method)$/,
        )
      }
    })
  })
})

describe('ids of another scope within a form', () => {
  const forms: [string, (world: World) => Record<string, string>][] = [
    ['union_.transfers', ({ transfer }) => ({ deed: 'agree', transfer })],
    ['union_.transfers', ({ transfer }) => ({ deed: 'refuse', transfer, reason: '区里统一调整' })],
    ['union_.members_.$member', () => ({ step: 'leave', reason: '区里统一调整' })],
    ['union_.members_.$member', () => ({ step: 'look', what: 'phone' })],
    ['union_.members_.$member', ({ organisation }) => ({ step: 'ask', organisation })],
    ['union_.applications_.$application', () => ({ deed: 'accept' })],
    ['union_.applications_.$application', () => ({ deed: 'reject', reason: '区里统一调整' })],
    ['teach_.events_.$event', () => ({ deed: 'cancel', reason: '下大雨路上不好走' })],
  ]
  test.each(forms)('%s', async (route, make) => {
    const before = await rows()
    for (const relation of ['sister', 'parent'] as const)
      for (const by of ['staff', 'lecturer', 'member', 'buyer'] as const) {
        const answer = await ask(route, { by, world: worlds[relation], form: make(worlds[relation]) })
        expect(answer.names, `${by}, of ${relation}`).toEqual([])
      }
    expect(await rows()).toEqual(before)
  })
})

test('the table would see what crosses: staff read their own people where they work, the administrator reads all', async () => {
  for (const route of [
    'union_.members',
    'union_.members_.export',
    'union_.applications',
    'union_.transfers',
  ]) {
    expect((await ask(route, { by: 'staff', world: worlds.own })).names, route).toEqual([
      'own',
      'subordinate',
    ])
    const whole = await ask(route, { by: 'administrator', world: worlds.parent })
    expect(whole.names, route).toEqual(relations)
  }
  for (const route of [
    'union_.members_.$member',
    'union_.applications_.$application',
    'teach_.events_.$event',
  ])
    for (const relation of ['own', 'subordinate'] as const)
      expect((await ask(route, { by: 'staff', world: worlds[relation] })).names, route).toEqual([relation])
})
