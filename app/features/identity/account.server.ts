import { personal } from '#app/kernel/personal-keys.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { DisplayName } from './names.ts'

/** Gives herself another name; answers it as it stands now. The one she has already changes nothing. Throws where the name breaks the rules. */
export async function renameMyself({
  personId,
  name: typed,
}: {
  personId: string
  name: string
}): Promise<{ name: string }> {
  const name = DisplayName.parse(typed)
  const actor = { kind: 'person', id: personId } as const
  await transact<void, 'same-name'>(
    { actor, action: 'person.rename', subject: `person:${personId}` },
    async (tx, refuse, note) => {
      const before = await tx.$queryRaw<{ name: string }[]>`
        SELECT name FROM person WHERE id = ${personId}::uuid AND name <> ${name} FOR UPDATE`
      if (before[0] === undefined) throw refuse('same-name')
      await tx.person.update({ where: { id: personId }, data: { name } })
      note({ before: personal(personId, before[0].name), after: personal(personId, name) })
    },
  )
  return { name }
}
