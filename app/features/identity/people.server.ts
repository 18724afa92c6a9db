import type { Person } from '#app/generated/prisma/client.ts'
import { database, type Transaction } from '#app/kernel/database.server.ts'
import { isDuplicate } from '#app/kernel/database-errors.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import { personal } from '#app/kernel/personal-keys.server.ts'
import { lookupHash, sealedColumns } from '#app/kernel/personal.server.ts'
import { transact, type Actor } from '#app/kernel/transact.server.ts'
import { NewPerson } from './people.ts'

/** Takes someone into the platform. One phone belongs to one person: the database decides. */
export async function createPerson(
  input: NewPerson,
  { actor }: { actor: Actor },
): Promise<Outcome<{ id: string }, 'phone-taken'>> {
  const { name, phone, picture, demo } = NewPerson.parse(input)
  try {
    return await transact(
      { actor, action: 'person.create', subject: 'person' },
      async (tx, _refuse, note) => {
        const person = await tx.person.create({ data: { name, picture, demo, ...phoneColumns(phone) } })
        note({ subject: `person:${person.id}`, after: personal(person.id, { name, phone: phone ?? null }) })
        return { id: person.id }
      },
    )
  } catch (error) {
    if (isDuplicate(error)) return refused('phone-taken')
    throw error
  }
}

/**
 * A person of the demo, with her phone to sign in by, made where she is not there yet: seeding twice makes nobody twice.
 * One who was there without a phone, from an earlier demo, gets it now.
 */
export async function findOrCreateDemoPerson(
  tx: Transaction,
  { name, phone, picture }: { name: string; phone: string; picture: string },
): Promise<Pick<Person, 'id'>> {
  const known = await tx.person.findFirst({
    where: { demo: true, OR: [{ phoneHash: lookupHash(phone) }, { name, phoneHash: null }] },
    select: { id: true, phoneHash: true },
  })
  if (known === null)
    return tx.person.create({
      data: { name, picture, demo: true, ...phoneColumns(phone) },
      select: { id: true },
    })
  if (known.phoneHash === null) await tx.person.update({ where: { id: known.id }, data: phoneColumns(phone) })
  return known
}

/**
 * Within another operation, which audits it: whoever this phone belongs to, under the name that she has already, or
 * somebody new of this name. Without a phone nobody is known. `isNew` tells which.
 */
export async function findOrCreatePerson(
  tx: Transaction,
  { name, phone }: { name: string; phone?: string },
): Promise<{ id: string; demo: boolean; isNew: boolean }> {
  // The database decides between two who take in the same phone at once: this one finds what that one made.
  const [made] = await tx.person.createManyAndReturn({
    data: [{ name, ...phoneColumns(phone) }],
    skipDuplicates: true,
    select: { id: true },
  })
  if (made !== undefined) return { id: made.id, demo: false, isNew: true }
  if (phone === undefined) throw new Error('a person without a phone was taken for somebody known')
  const where = { phoneHash: lookupHash(phone) }
  return { ...(await tx.person.findUniqueOrThrow({ where, select: { id: true, demo: true } })), isNew: false }
}

/** Whom this phone belongs to; eleven digits. */
export function findPersonByPhone(
  phone: string,
  { person }: Pick<Transaction, 'person'> = database(),
): Promise<Pick<Person, 'id' | 'name'> | null> {
  return person.findUnique({
    where: { phoneHash: lookupHash(phone) },
    select: { id: true, name: true },
  })
}

function phoneColumns(phone: string | undefined) {
  return phone === undefined ? {} : sealedColumns('phone', phone)
}
