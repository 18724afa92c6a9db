import { randomUUID } from 'node:crypto'
import { beforeEach, expect, test } from 'vitest'
import { createPerson, findVisitorByCookie } from '#app/features/identity/index.server.ts'
import { makeCode } from '#app/features/identity/codes.server.ts'
import { signIn } from '#app/features/identity/sign-in.server.ts'
import { signedInCookie } from '#app/features/identity/testing.server.ts'
import { makeStall, type Stall } from '#app/features/shop/orders/testing.server.ts'
import { lessonsOf, publishCourse } from '#app/features/training/testing.server.ts'
import { countAttendance } from '#app/features/union/index.server.ts'
import { passOf } from '#app/features/union/check-in/passes.server.ts'
import { eraseMember, eraseMyself } from '#app/features/union/directory/erase.server.ts'
import { lookAt } from '#app/features/union/directory/looks.server.ts'
import { downloadOwnData } from '#app/features/union/directory/own-data.server.ts'
import { all, makeMember, makeOrganisation, makeStaff, reason } from '#app/features/union/testing.server.ts'
import type { OrderStatus, Role } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { erasedName } from '#app/kernel/erased-name.ts'
import { openNoted } from '#app/kernel/personal-keys.server.ts'
import { lookupHash, openPersonal, sealPersonal } from '#app/kernel/personal.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { personalParts } from './personal-parts.server.ts'

beforeEach(freshDatabase)

const system = { kind: 'system', name: 'test' } as const

const lin = {
  ...{ name: '林秀英', shownName: '秀英在海边', phone: '13900001111', identityNumber: '370214197409011528' },
  ...{ recipient: '林秀英收', detail: '晓阳社区 12 号楼', wish: '多放点冰', device: 'Chrome · Android' },
}
const neighbour = {
  ...{ name: '孙桂兰', shownName: '桂兰', phone: '13900002222', identityNumber: '37021419750302152X' },
  ...{ recipient: '孙桂兰收', detail: '宿流村 3 号', wish: '要大的', device: 'Safari · iOS' },
}
type Said = typeof lin

interface Somebody {
  personId: string
  memberId: string
  cookie: string
}

/** Somebody of whom every table with personal columns has a row. */
async function makeSomebody(said: Said, { organisationId, stall }: { organisationId: string; stall: Stall }) {
  const { name, phone, identityNumber } = said
  const made = await createPerson({ name: said.shownName, phone }, { actor: system })
  if (!made.ok) throw new Error(made.reason)
  const personId = made.value.id
  const application = { name, phone, identityNumber, birthMonth: '1974-09' }
  const { memberId } = await makeMember(organisationId, application, personId)
  await database().person.update({ where: { id: personId }, data: { picture: `/art/${randomUUID()}.svg` } })
  const cookie = await signedInCookie(personId, said.device)
  await makeCode(phone)
  await placeOrder(personId, said, stall)
  await keepRollLine(memberId, said, organisationId)
  await giveCertificate(personId, name)
  await passOf(personId)
  return { personId, memberId, cookie }
}

async function placeOrder(buyerId: string, { recipient, phone, detail, wish }: Said, { shopId }: Stall) {
  const sealed = {
    ...{ recipientCipher: sealPersonal(recipient), phoneCipher: sealPersonal(phone) },
    ...{ phoneLast4: phone.slice(-4), divisionCode: '370214', detailCipher: sealPersonal(detail) },
  }
  await database().address.create({ data: { ...sealed, personId: buyerId, usedAt: new Date() } })
  const sums = { goodsFen: 6400, discountFen: 0, freightFen: 0, totalFen: 6400 }
  const at = { placedAt: new Date(), payUntil: new Date(), paidAt: new Date(), receivedAt: new Date() }
  const number = String(Math.floor(Math.random() * 1e12))
  const status = 'received'
  await database().order.create({
    data: { ...sealed, ...sums, ...at, number, buyerId, shopId, key: randomUUID(), wish, status },
  })
}

async function keepRollLine(memberId: string, { name, phone }: Said, organisationId: string) {
  const { id: importId } = await database().rollImport.create({
    data: { organisationId, byId: randomUUID(), fileName: '名册.xlsx', createdAt: new Date() },
  })
  const [cellsCipher, fieldsCipher] = [[name, phone], { name, phone }].map((value) =>
    sealPersonal(JSON.stringify(value)),
  )
  const line = { importId, line: 2, cellsCipher: cellsCipher ?? '', fieldsCipher, verdict: 'same' } as const
  await database().rollLine.create({ data: { ...line, memberId, applied: true } })
}

async function giveCertificate(personId: string, holderName: string) {
  const course = await database().course.findFirstOrThrow({ include: { versions: true } })
  const count = await database().certificate.count()
  const number = `HD-2026-${String(count + 1).padStart(6, '0')}-1`
  const versionId = course.versions[0]?.id ?? ''
  const data = { number, personId, courseId: course.id, versionId, holderName, issuedAt: new Date() }
  await database().certificate.create({ data })
}

async function makeTwo() {
  const stall = await makeStall()
  await publishCourse('live-one', lessonsOf('text'))
  const { id: organisationId, path } = await makeOrganisation('红岛村工会')
  const place = { organisationId, stall }
  return { her: await makeSomebody(lin, place), other: await makeSomebody(neighbour, place), path, stall }
}

/** Which rows of a table are hers. */
const ownRows: Record<string, string> = {
  person: 'id = $1',
  sign_in_code: 'phone_hash = $3',
  session: 'person_id = $1',
  member: 'id = $2',
  application: 'person_id = $1',
  roll_line: 'member_id = $2',
  address: 'person_id = $1',
  shop_order: 'buyer_id = $1',
  certificate: 'person_id = $1',
  pass: 'person_id = $1',
}

const columns = Object.values(personalParts).flatMap((part) => part.columns)

/** What each personal column holds of her, by `table.column`; what is sealed is opened. */
async function personalValues({ personId, memberId }: Somebody, phone: string) {
  const values = new Map<string, string[]>()
  for (const name of columns) {
    const [table = '', column = ''] = name.split('.')
    const where = (ownRows[table] ?? `no test says which rows of ${table} are hers`)
      .replace('$1', `'${personId}'::uuid`)
      .replace('$2', `'${memberId}'::uuid`)
      .replace('$3', `'${lookupHash(phone)}'`)
    const rows = await database().$queryRawUnsafe<{ value: string | null }[]>(
      `SELECT btrim(${column}::text) AS value FROM ${table} WHERE ${where}`,
    )
    values.set(
      name,
      rows.flatMap(({ value }) => (value ? [opened(column, value)] : [])),
    )
  }
  return values
}

function opened(column: string, value: string): string {
  if (column.endsWith('_cipher')) return openPersonal(value)
  return column === 'birth_month' ? value.slice(0, 7) : value
}

/** A value as it stands in JSON, without what encloses it. */
const inJson = (value: string) => JSON.stringify(value).slice(1, -1)
/** What she gains nothing by: hashes and endings of what she is given whole, and the secret that her phone shows codes by. */
const isDerived = (column: string) => /_(hash|last4)$/.test(column) || column === 'pass.secret_cipher'
const rollJson = /^roll_line\./

test('what somebody downloads holds every personal value that is kept of her, and nobody else’s', async () => {
  const { her, other } = await makeTwo()
  const download = JSON.stringify(await downloadOwnData(her.personId, personalParts))
  for (const [column, values] of await personalValues(her, lin.phone)) {
    expect(values.length, `the test keeps something in ${column}`).toBeGreaterThan(0)
    if (isDerived(column)) continue
    for (const value of values)
      expect(download, column).toContain(rollJson.test(column) ? value : inJson(value))
  }
  for (const values of [neighbour.name, neighbour.phone, neighbour.identityNumber, neighbour.detail])
    expect(download).not.toContain(values)
  expect(await database().auditEvent.count({ where: { action: 'person.download' } })).toBe(1)
  expect((await database().member.findUniqueOrThrow({ where: { id: other.memberId } })).erasedAt).toBeNull()
})

test('erased, no personal column holds a value of hers, and everybody else is as before', async () => {
  const { her, other } = await makeTwo()
  const before = await personalValues(her, lin.phone)
  const others = await personalValues(other, neighbour.phone)
  expect(await eraseMyself({ personId: her.personId, name: '林 秀英' }, personalParts)).toMatchObject({
    ok: true,
  })
  for (const [column, values] of await personalValues(her, lin.phone))
    for (const value of before.get(column) ?? []) expect(values, column).not.toContain(value)
  const dump = JSON.stringify([...(await personalValues(her, lin.phone))])
  for (const value of [lin.name, lin.shownName, lin.phone, lin.identityNumber, lin.detail, lin.recipient])
    expect(dump).not.toContain(value)
  expect(await personalValues(other, neighbour.phone)).toEqual(others)
})

test('an erased person is signed out everywhere, and her phone begins a new account', async () => {
  const { her } = await makeTwo()
  expect(await findVisitorByCookie(her.cookie)).not.toBeNull()
  await eraseMyself({ personId: her.personId, name: lin.shownName }, personalParts)
  expect(await findVisitorByCookie(her.cookie)).toBeNull()
  const person = await database().person.findUniqueOrThrow({ where: { id: her.personId } })
  expect(person).toMatchObject({ name: erasedName, picture: null, phoneHash: null, demo: false })
  const { code } = await makeCode(lin.phone)
  const request = new Request('http://localhost/sign-in')
  const signedIn = await signIn({ phone: lin.phone, code, address: '127.0.0.1', request })
  expect(signedIn.ok && signedIn.value.personId).not.toBe(her.personId)
})

test('the member’s row stays without her: erased, out of her organisation, the audit unreadable', async () => {
  const { her, path } = await makeTwo()
  const staff = await makeStaff(path)
  await lookAt({ memberId: her.memberId, what: 'phone' }, staff)
  await eraseMyself({ personId: her.personId, name: lin.name }, personalParts)
  const member = await database().member.findUniqueOrThrow({
    where: { id: her.memberId },
    include: { memberships: true, looks: true },
  })
  expect(member.name).toBe(erasedName)
  expect(member.erasedAt).not.toBeNull()
  expect(member.memberships).toMatchObject([{ endedBy: 'erased' }])
  expect(member.looks).toHaveLength(1)
  const made = await database().auditEvent.findFirstOrThrow({
    where: { action: 'person.create', subject: `person:${her.personId}` },
  })
  expect(await database().$transaction((tx) => openNoted(tx, made.after as never))).toBeNull()
  const order = await database().order.findFirstOrThrow({ where: { buyerId: her.personId } })
  expect(order).toMatchObject({ totalFen: 6400, status: 'received', divisionCode: '370214' })
})

test('whoever is in the log of one class by her account and by the roll counts once, after as before', async () => {
  const { her } = await makeTwo()
  const { id: organisationId } = await database().organisation.findFirstOrThrow()
  const at = new Date('2026-03-08T06:00:00Z')
  const came = { occasion: `event:${randomUUID()}`, organisationId, cameAt: at, receivedAt: at }
  const state = { way: 'typed', state: 'present' } as const
  await database().checkIn.createMany({
    data: [{ personId: her.personId }, { memberId: her.memberId }].map((known) => ({
      ...{ ...came, ...state, ...known },
      id: randomUUID(),
    })),
  })
  const then = {
    paths: 'all',
    from: at,
    until: new Date(at.getTime() + 60_000),
  } as const
  const once = { persons: 1, times: 1 }
  expect(await countAttendance(then)).toMatchObject(once)
  await eraseMyself({ personId: her.personId, name: lin.name }, personalParts)
  expect(await countAttendance(then)).toMatchObject(once)
})

test('somebody who is erased cannot be erased again, and another’s name erases nobody', async () => {
  const { her, path } = await makeTwo()
  const { personId, memberId } = her
  expect(await eraseMyself({ personId, name: neighbour.name }, personalParts)).toEqual({
    ok: false,
    reason: 'wrong-name',
  })
  const staff = await makeStaff(path)
  expect(await eraseMember({ memberId, name: lin.name, reason }, staff, personalParts)).toMatchObject({
    ok: true,
  })
  expect(await findVisitorByCookie(her.cookie)).toBeNull()
  expect(await eraseMember({ memberId, name: erasedName, reason }, staff, personalParts)).toEqual({
    ok: false,
    reason: 'not-found',
  })
})

test('staff erase a member without an account, and none of another organisation', async () => {
  const { her, path } = await makeTwo()
  const { memberId } = her
  await database().member.update({ where: { id: memberId }, data: { personId: null } })
  const sister = await makeStaff((await makeOrganisation('旁村工会')).path)
  expect(await eraseMember({ memberId, name: lin.name, reason }, sister, personalParts)).toEqual({
    ok: false,
    reason: 'not-found',
  })
  const staff = await makeStaff(path)
  expect(await eraseMember({ memberId, name: lin.name, reason }, staff, personalParts)).toMatchObject({
    ok: true,
  })
  const person = await database().person.findUniqueOrThrow({ where: { id: her.personId } })
  expect(person.name).toBe(lin.shownName)
})

const open: OrderStatus[] = ['awaiting_payment', 'closing', 'paid', 'dispatched', 'refunding']

test('with an order in progress nobody is erased, neither its buyer nor its seller', async () => {
  const { her, stall } = await makeTwo()
  const seller = await database().person.findUniqueOrThrow({ where: { id: stall.sellerId } })
  for (const status of open) {
    await database().order.updateMany({ where: { buyerId: her.personId }, data: { status } })
    const [asBuyer, asSeller] = [
      await eraseMyself({ personId: her.personId, name: lin.name }, personalParts),
      await eraseMyself({ personId: seller.id, name: seller.name }, personalParts),
    ]
    expect([status, asBuyer, asSeller]).toMatchObject([
      status,
      { reason: 'order-open' },
      { reason: 'shop-order-open' },
    ])
  }
  const person = await database().person.findUniqueOrThrow({ where: { id: her.personId } })
  expect(person.name).toBe(lin.shownName)
})

async function give(personId: string, role: Role) {
  await database().roleGrant.create({ data: { personId, role, scope: '*', grantedAt: new Date() } })
}

test('the last administrator stays, and whoever holds an office is not erased by staff', async () => {
  const { her, other } = await makeTwo()
  const { personId, memberId } = her
  await give(personId, 'administrator')
  expect(await eraseMyself({ personId, name: lin.name }, personalParts)).toEqual({
    ok: false,
    reason: 'last-administrator',
  })
  expect(await eraseMember({ memberId, name: lin.name, reason }, all, personalParts)).toEqual({
    ok: false,
    reason: 'holds-office',
  })
  await give(other.personId, 'administrator')
  expect(await eraseMyself({ personId, name: lin.name }, personalParts)).toMatchObject({ ok: true })
  expect(await database().roleGrant.count({ where: { personId, endedAt: null } })).toBe(0)
})

test('a row of a roll that a clerk found to be somebody else’s is neither handed out nor emptied', async () => {
  const { her } = await makeTwo()
  const line = await database().rollLine.findFirstOrThrow({ where: { memberId: her.memberId } })
  const { importId } = line
  const cellsCipher = sealPersonal('["于海燕"]')
  const theirs = {
    importId,
    line: 3,
    cellsCipher,
    verdict: 'doubtful',
    memberId: her.memberId,
    isSame: false,
  } as const
  await database().rollLine.create({ data: theirs })
  expect(JSON.stringify(await downloadOwnData(her.personId, personalParts))).not.toContain('于海燕')
  await eraseMyself({ personId: her.personId, name: lin.name }, personalParts)
  const kept = await database().rollLine.findFirstOrThrow({ where: { importId, line: 3 } })
  expect(kept.cellsCipher).toBe(cellsCipher)
})
