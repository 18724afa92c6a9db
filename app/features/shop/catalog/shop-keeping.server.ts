import { randomInt } from 'node:crypto'
import { database } from '#app/kernel/database.server.ts'
import { isDuplicate } from '#app/kernel/database-errors.server.ts'
import { done, type Outcome } from '#app/kernel/outcome.ts'
import { transact } from '#app/kernel/transact.server.ts'
import type { ShopForm } from './keeping-forms.ts'

const by = (id: string) => ({ kind: 'person', id }) as const

/** Her shop as she keeps it; null where she has none. */
export function findOwnShop(sellerId: string) {
  return database().shop.findUnique({
    where: { sellerId },
    select: {
      id: true,
      slug: true,
      name: true,
      place: true,
      about: true,
      freightFen: true,
      dispatchWords: true,
      licenceKind: true,
      licenceWords: true,
    },
  })
}

/** Opens her shop. Asked twice it is opened once: a person has one. */
export async function openShop(
  sellerId: string,
  form: ShopForm,
): Promise<Outcome<{ id: string; slug: string }, never>> {
  const slug = `s${String(randomInt(1_000_000_000)).padStart(9, '0')}`
  try {
    return await transact(
      { actor: by(sellerId), action: 'shop.open', subject: 'shop' },
      async (tx, _refuse, note) => {
        const columns = columnsOf(form)
        const shop = await tx.shop.create({
          data: { slug, sellerId, ...columns },
          select: { id: true, slug: true },
        })
        note({ subject: `shop:${shop.id}`, after: columns })
        return shop
      },
    )
  } catch (error) {
    const known = isDuplicate(error) ? await findOwnShop(sellerId) : null
    if (known === null) throw error
    return done({ id: known.id, slug: known.slug })
  }
}

/** What buyers are shown of her shop from now on. Orders keep the freight that they were placed at. */
export function editShop(sellerId: string, form: ShopForm): Promise<Outcome<void, 'absent'>> {
  return transact({ actor: by(sellerId), action: 'shop.edit', subject: 'shop' }, async (tx, refuse, note) => {
    const columns = columnsOf(form)
    const [before] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM shop WHERE seller_id = ${sellerId}::uuid FOR NO KEY UPDATE`
    if (before === undefined) throw refuse('absent')
    await tx.shop.update({ where: { id: before.id }, data: columns })
    note({ subject: `shop:${before.id}`, after: columns })
  })
}

function columnsOf({ freight, ...shop }: ShopForm) {
  return { ...shop, freightFen: freight }
}

/** Whether she sells: has a shop. */
export async function hasShop(sellerId: string): Promise<boolean> {
  return (await database().shop.count({ where: { sellerId } })) > 0
}
