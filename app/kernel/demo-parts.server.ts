import { database } from './database.server.ts'

/**
 * Lays out, in their order, the parts of the demonstration that are not there yet. Each is laid out once in the life of a
 * database: what people changed or erased since stays as they left it. A part that a crash cut short begins anew, so
 * each must bear to find what its first attempt left; so does one that answers false: it could not be made whole.
 */
export async function layOutOnce(parts: Record<string, () => Promise<unknown>>): Promise<void> {
  const there = await database().demoPart.findMany({ select: { name: true } })
  const names = new Set(there.map(({ name }) => name))
  for (const [name, layOut] of Object.entries(parts)) {
    if (names.has(name)) continue
    if ((await layOut()) === false) continue
    await database().demoPart.createMany({ data: [{ name }], skipDuplicates: true })
  }
}
