import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { findGovernedPerson, listPeople } from './people-admin.server.ts'
import { createPerson, findOrCreatePerson } from './people.server.ts'
import { grantPrivilege } from './privileges.server.ts'
import { endRole, grantRole } from './roles.server.ts'

const actor = { kind: 'system', name: 'test' } as const

beforeEach(freshDatabase)

async function makePerson(name: string, phone?: string): Promise<string> {
  const made = await createPerson({ name, phone }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

async function found(name: string): Promise<string[]> {
  return (await listPeople({ name, page: 0 })).people.map((person) => person.name)
}

test('people are found by how their names begin, whatever that means to the database', async () => {
  for (const name of ['王大姐', '王二姐', '大王', 'Wang%', 'wang_x', '\\wang']) await makePerson(name)
  expect(await found('王')).toHaveLength(2)
  expect(await found('大')).toEqual(['大王'])
  expect(await found('wang')).toHaveLength(2)
  expect(await found('%')).toEqual([])
  expect(await found('_')).toEqual([])
  expect(await found('wang%')).toEqual(['Wang%'])
  expect(await found('\\')).toEqual(['\\wang'])
})

test('everybody is shown once over the pages', async () => {
  for (let number = 0; number < 45; number += 1) await makePerson('同名')
  const pages = [await listPeople({ name: '', page: 0 }), await listPeople({ name: '', page: 1 })]
  pages.push(await listPeople({ name: '', page: 2 }))
  expect(pages.map(({ next }) => next)).toEqual([1, 2, null])
  expect(new Set(pages.flatMap(({ people }) => people.map(({ id }) => id))).size).toBe(45)
})

test('a person is shown with what she may do now, and nothing of her phone but its last digits', async () => {
  const [id, giver] = [await makePerson('王大姐', '13900001234'), await makePerson('管事的')]
  const by = { actor: { kind: 'person', id: giver } } as const
  const ended = await grantRole({ personId: id, role: 'lecturer', scope: '*', reason: '试讲' }, { actor })
  if (ended.ok) await endRole({ grantId: ended.value.id, reason: '试讲完了' }, { actor })
  await grantRole({ personId: id, role: 'staff', scope: '*', reason: '聘用' }, by)
  await grantPrivilege({ personId: id, privilege: 'broadcast_publicly', reason: '结业' }, { actor })
  const shown = await findGovernedPerson(id)
  expect(shown).toMatchObject({
    name: '王大姐',
    phoneLast4: '1234',
    roles: [{ role: 'staff', scope: '*', grantedBy: '管事的' }],
    privileges: [{ privilege: 'broadcast_publicly', reason: '结业', grantedBy: null }],
  })
  expect(JSON.stringify(shown)).not.toMatch(/1390000|cipher|hash/i)
  expect(await findGovernedPerson('no-id')).toBeNull()
})

test('a phone that two take in at once belongs to one person, whose name stays', async () => {
  const known = await makePerson('王大姐', '13900001234')
  const again = await findOrCreatePerson(database(), { name: '别的名字', phone: '13900001234' })
  expect(again).toMatchObject({ id: known, isNew: false })
  const made = await Promise.all(
    ['甲', '乙', '丙'].map((name) =>
      database().$transaction((tx) => findOrCreatePerson(tx, { name, phone: '13900005678' })),
    ),
  )
  expect(new Set(made.map(({ id }) => id)).size).toBe(1)
  expect(made.filter(({ isNew }) => isNew)).toHaveLength(1)
  const [first, second] = [
    await findOrCreatePerson(database(), { name: '没有手机' }),
    await findOrCreatePerson(database(), { name: '没有手机' }),
  ]
  expect(first.id).not.toBe(second.id)
})
