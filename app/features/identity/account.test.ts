import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { renameMyself } from './account.server.ts'
import { createPerson } from './people.server.ts'

const actor = { kind: 'system', name: 'test' } as const

async function makePerson(name = '王大姐'): Promise<string> {
  const made = await createPerson({ name }, { actor })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

describe('her name', () => {
  beforeEach(freshDatabase)

  test('is another from now on, and the audit keeps both under her own key', async () => {
    const personId = await makePerson()
    expect(await renameMyself({ personId, name: ' 红岛　秀英 ' })).toEqual({ name: '红岛 秀英' })
    expect(await database().person.findUnique({ where: { id: personId } })).toMatchObject({
      name: '红岛 秀英',
    })
    const audit = await database().auditEvent.findFirstOrThrow({ where: { action: 'person.rename' } })
    expect(audit.actorPersonId).toBe(personId)
    expect(JSON.stringify([audit.before, audit.after])).not.toMatch(/王大姐|秀英/)
  })

  test('the same once more changes nothing and is not audited', async () => {
    const personId = await makePerson()
    expect(await renameMyself({ personId, name: '王大姐' })).toEqual({ name: '王大姐' })
    expect(await database().auditEvent.count({ where: { action: 'person.rename' } })).toBe(0)
  })

  test('that breaks the rules is not taken, whoever asks', async () => {
    const personId = await makePerson()
    await expect(renameMyself({ personId, name: '官方客服' })).rejects.toThrow()
    expect(await database().person.findUnique({ where: { id: personId } })).toMatchObject({ name: '王大姐' })
  })
})
