import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { openPersonal } from '#app/kernel/personal.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { createPerson } from './people.server.ts'
import { PhoneNumber } from './people.ts'

const actor = { kind: 'system', name: 'test' } as const

test.each(['13900001234', '+86 139 0000 1234', '8613900001234', '139-0000-1234'])(
  'reads the phone %s',
  (typed) => {
    expect(PhoneNumber.parse(typed)).toBe('13900001234')
  },
)

describe('a person', () => {
  beforeEach(freshDatabase)

  test('a phone is kept sealed, to be found by its hash and known by its last digits', async () => {
    const made = await createPerson({ name: '演示大姐', phone: '139 0000 1234', demo: true }, { actor })
    if (!made.ok) throw new Error(made.reason)
    const row = await database().person.findUniqueOrThrow({ where: { id: made.value.id } })
    expect(JSON.stringify(row)).not.toContain('13900001234')
    expect(row.phoneLast4).toBe('1234')
    expect(openPersonal(row.phoneCipher!)).toBe('13900001234')
    const audit = await database().auditEvent.findFirstOrThrow({ where: { subject: `person:${row.id}` } })
    expect(JSON.stringify(audit.after)).not.toContain('13900001234')
  })

  test('one phone belongs to one person, however many ask at once', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        createPerson({ name: `大姐${index}`, phone: '13900001234' }, { actor }),
      ),
    )
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(outcomes.filter(({ ok }) => !ok)[0]).toEqual({ ok: false, reason: 'phone-taken' })
  })
})
