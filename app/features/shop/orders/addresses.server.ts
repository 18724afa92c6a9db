import { Prisma } from '#app/generated/prisma/client.ts'
import { database } from '#app/kernel/database.server.ts'
import { lastDigits, openPersonal, sealPersonal } from '#app/kernel/personal.server.ts'
import type { AddressFields } from './orders.ts'

/** So many are remembered of one person, those used last. */
const mostAddresses = 5

export interface KnownAddress extends AddressFields {
  id: string
}

/** Where somebody had something sent to, the last one first. */
export async function findAddresses(personId: string): Promise<KnownAddress[]> {
  const rows = await database().address.findMany({
    where: { personId },
    orderBy: [{ usedAt: 'desc' }, { id: 'desc' }],
    take: mostAddresses,
  })
  return rows.map((row) => ({ id: row.id, ...openAddress(row) }))
}

/**
 * The statement that keeps an address as the one used last. `known` are hers, as `findAddresses` found them before the
 * transaction: what is sealed cannot be compared in the database. The same one again is only used again; a sixth takes
 * the oldest's place, under an id of its own: a page that showed the old one does not mean the new one.
 */
export function rememberingStatement(remembered: {
  personId: string
  address: AddressFields
  known: readonly KnownAddress[]
  now: Date
}): Prisma.Sql {
  const { personId, address, known, now } = remembered
  const same = known.find((other) => fields.every((field) => other[field] === address[field]))
  if (same) return Prisma.sql`UPDATE address SET used_at = ${now}::timestamptz WHERE id = ${same.id}::uuid`
  const sealed = sealAddress(address)
  const columns = Prisma.sql`recipient_cipher, phone_cipher, phone_last4, division_code, detail_cipher, used_at`
  const values = Prisma.sql`${sealed.recipientCipher}, ${sealed.phoneCipher}, ${sealed.phoneLast4},
    ${sealed.divisionCode}, ${sealed.detailCipher}, ${now}::timestamptz`
  const oldest = known[mostAddresses - 1]
  if (oldest)
    return Prisma.sql`UPDATE address SET (id, ${columns}) = ROW (gen_random_uuid(), ${values}) WHERE id = ${oldest.id}::uuid`
  return Prisma.sql`
    INSERT INTO address (id, person_id, ${columns}) VALUES (gen_random_uuid(), ${personId}::uuid, ${values})`
}

const fields = ['recipient', 'phone', 'division', 'detail'] as const

/** An address as the columns of `address` and `shop_order` keep it. */
export function sealAddress({ recipient, phone, division, detail }: AddressFields) {
  return {
    recipientCipher: sealPersonal(recipient),
    phoneCipher: sealPersonal(phone),
    phoneLast4: lastDigits(phone),
    divisionCode: division,
    detailCipher: sealPersonal(detail),
  }
}

export function openAddress(row: {
  recipientCipher: string
  phoneCipher: string
  divisionCode: string
  detailCipher: string
}): AddressFields {
  return {
    recipient: openPersonal(row.recipientCipher),
    phone: openPersonal(row.phoneCipher),
    division: row.divisionCode,
    detail: openPersonal(row.detailCipher),
  }
}
