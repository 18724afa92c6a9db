import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { createPerson } from './people.server.ts'
import { hasRole } from './policy.ts'
import { endPrivilege, grantPrivilege } from './privileges.server.ts'
import { endRole, grantRole } from './roles.server.ts'
import { Scope } from './roles.ts'
import { isWithin } from './scopes.ts'

const actor = { kind: 'system', name: 'test' } as const
const reason = '联合会推荐'
const roomScope = 'room:0198d000-0000-7000-8000-000000000000'

async function makePerson(): Promise<string> {
  const made = await createPerson({ name: '王大姐' }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

async function makeAdministrator(): Promise<{ personId: string; grantId: string }> {
  const personId = await makePerson()
  const granted = await grantRole({ personId, role: 'administrator', scope: '*', reason }, { actor })
  if (!granted.ok) throw new Error(granted.reason)
  return { personId, grantId: granted.value.id }
}

describe('a scope', () => {
  const label = fc.string({ unit: fc.constantFrom('a', 'b', '_', '1'), minLength: 1, maxLength: 3 })
  const labels = fc.array(label, { minLength: 1, maxLength: 4 })
  const scopeOf = (path: string[]) => `org:${path.join('.')}`

  test('an organisation’s covers what is under it and not what only begins alike', () => {
    expect(isWithin('org:a.b.c', 'org:a.b')).toBe(true)
    expect(isWithin('org:a.b', 'org:a.b')).toBe(true)
    expect(isWithin('org:a.bc', 'org:a.b')).toBe(false)
    expect(isWithin('org:a', 'org:a.b')).toBe(false)
  })

  test('covers another exactly where its path begins the other’s', () => {
    fc.assert(
      fc.property(labels, labels, (wider, path) => {
        const begins = wider.every((part, place) => part === path[place])
        expect(isWithin(scopeOf(path), scopeOf(wider))).toBe(begins)
      }),
    )
  })

  test('covers all that is added below, and covering is handed down', () => {
    fc.assert(
      fc.property(labels, labels, labels, (first, second, third) => {
        expect(isWithin(scopeOf([...first, ...second]), scopeOf(first))).toBe(true)
        expect(isWithin(scopeOf([...first, ...second, ...third]), scopeOf(first))).toBe(true)
      }),
    )
  })

  test('everywhere covers all, and nothing else covers everywhere', () => {
    fc.assert(
      fc.property(labels, (path) => {
        expect(isWithin(scopeOf(path), '*')).toBe(true)
        expect(isWithin('*', scopeOf(path))).toBe(false)
      }),
    )
    expect(isWithin('*', roomScope)).toBe(false)
    expect(isWithin(`${roomScope}.x`, roomScope)).toBe(false)
  })

  test.each(['', 'org:', 'org:a..b', 'org:.a', 'org:a.', 'org:海', 'room:1', 'room:*', '**', 'org:a b'])(
    '%j is none',
    (text) => {
      expect(Scope.safeParse(text).success).toBe(false)
    },
  )

  test('a role over an organisation is one in its unions, and no other role is', () => {
    const visitor = { personId: 'x', privileges: [], roles: [{ role: 'staff', scope: 'org:qd.hd' } as const] }
    expect(hasRole(visitor, 'staff', 'org:qd.hd.village')).toBe(true)
    expect(hasRole(visitor, 'staff', 'org:qd.hdx')).toBe(false)
    expect(hasRole(visitor, 'lecturer', 'org:qd.hd.village')).toBe(false)
  })
})

describe('roles', () => {
  beforeEach(freshDatabase)

  test('a role is given once within a scope, by whom and why on the record', async () => {
    const [personId, by] = [await makePerson(), await makePerson()]
    const grant = { personId, role: 'staff', scope: 'org:hongdao', reason } as const
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, () => grantRole(grant, { actor: { kind: 'person', id: by } })),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.find(({ ok }) => !ok)).toEqual({ ok: false, reason: 'has-it-already' })
    expect(await database().roleGrant.findMany()).toMatchObject([
      { personId, role: 'staff', grantedById: by },
    ])
    const audit = await database().auditEvent.findFirstOrThrow({ where: { action: 'role.grant' } })
    expect(audit).toMatchObject({ actorPersonId: by, subject: `person:${personId}`, why: reason })
  })

  test('a role is held only where it makes sense, and only for a reason', async () => {
    const personId = await makePerson()
    const refused = [
      { personId, role: 'administrator', scope: 'org:hongdao', reason },
      { personId, role: 'host', scope: '*', reason },
      { personId, role: 'staff', scope: roomScope, reason },
      { personId, role: 'staff', scope: '*', reason: '  ' },
    ] as const
    for (const grant of refused)
      await expect((async () => grantRole(grant, { actor }))(), grant.role).rejects.toThrow()
    const nobody = '0198d000-0000-7000-8000-000000000000'
    expect(await grantRole({ personId: nobody, role: 'staff', scope: '*', reason }, { actor })).toEqual({
      ok: false,
      reason: 'unknown-person',
    })
  })

  test('a role that ended can be given anew; ending it twice ends it once', async () => {
    const personId = await makePerson()
    const grant = { personId, role: 'lecturer', scope: '*', reason } as const
    const first = await grantRole(grant, { actor })
    if (!first.ok) throw new Error(first.reason)
    const grantId = first.value.id
    expect(await endRole({ grantId, reason }, { actor })).toEqual({ ok: true, value: undefined })
    expect(await endRole({ grantId, reason }, { actor })).toEqual({ ok: false, reason: 'absent' })
    expect(await grantRole(grant, { actor })).toMatchObject({ ok: true })
  })

  test('the last administrator cannot end her own role', async () => {
    const [first, second] = [await makeAdministrator(), await makeAdministrator()]
    const end = (grantId: string) => endRole({ grantId, reason }, { actor })
    expect(await end(first.grantId)).toMatchObject({ ok: true })
    expect(await end(second.grantId)).toEqual({ ok: false, reason: 'last-administrator' })
    expect(await end(first.grantId)).toEqual({ ok: false, reason: 'absent' })
  })

  test('one administrator stays, however many end each other at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      await freshDatabase()
      const all = [await makeAdministrator(), await makeAdministrator(), await makeAdministrator()]
      const ends = await Promise.all(all.map(({ grantId }) => endRole({ grantId, reason }, { actor })))
      expect(ends.filter(({ ok }) => ok)).toHaveLength(2)
      expect(await database().roleGrant.count({ where: { endedAt: null } })).toBe(1)
    }
  })
})

describe('privileges', () => {
  beforeEach(freshDatabase)

  test('a privilege is given once, for a reason that stays with it, and taken back for another', async () => {
    const personId = await makePerson()
    const grant = { personId, privilege: 'broadcast_publicly', reason } as const
    expect(await grantPrivilege(grant, { actor })).toEqual({ ok: true, value: undefined })
    expect(await grantPrivilege(grant, { actor })).toEqual({ ok: false, reason: 'has-it-already' })
    const { id } = await database().privilegeGrant.findFirstOrThrow({ where: { personId, reason } })
    expect(await endPrivilege({ grantId: id, reason: '停播' }, { actor })).toEqual({
      ok: true,
      value: undefined,
    })
    expect(await endPrivilege({ grantId: id, reason: '停播' }, { actor })).toEqual({
      ok: false,
      reason: 'absent',
    })
    expect(await database().auditEvent.findFirst({ where: { action: 'privilege.end' } })).toMatchObject({
      subject: `person:${personId}`,
      why: '停播',
    })
    expect(await grantPrivilege(grant, { actor })).toMatchObject({ ok: true })
  })
})
