import { database } from '#app/kernel/database.server.ts'
import { createPerson, grantRole } from '../identity/index.server.ts'
import { acceptApplication } from './decide.server.ts'
import { keepStep, sendApplication } from './applications.server.ts'
import { openOrganisation } from './organisations.server.ts'
import { scopeOf } from './scope.ts'

export const system = { kind: 'system', name: 'test' } as const
/** Whoever keeps all. */
export const all = { actor: system, keeps: 'all' } as const
export const reason = '区里统一调整'

export async function makeOrganisation(name: string, parentId: string | null = null, takesMembers = true) {
  const made = await openOrganisation({ parentId, name, kind: 'village', takesMembers }, all)
  if (!made.ok) throw new Error(made.reason)
  return { ...made.value, name }
}

export async function makePerson(name = '王大姐', phone?: string): Promise<string> {
  const made = await createPerson({ name, phone }, { actor: system })
  if (!made.ok) throw new Error(made.reason)
  return made.value.id
}

/** Staff of an organisation and all under it. */
export async function makeStaff(path: string) {
  const id = await makePerson('工会小王')
  const granted = await grantRole(
    { personId: id, role: 'staff', scope: scopeOf(path), reason },
    { actor: system },
  )
  if (!granted.ok) throw new Error(granted.reason)
  return { actor: { kind: 'person', id } as const, keeps: [path] }
}

export interface Said {
  name?: string
  phone?: string
  birthMonth?: string
  identityNumber?: string
}

/** Somebody who has filled in and sent an application; answers who. */
export async function apply(
  organisationId: string,
  { name = '王秀英', phone = '13900000001', birthMonth = '1974-09', identityNumber }: Said = {},
  personId?: string,
): Promise<string> {
  const id = personId ?? (await makePerson())
  await fillIn(id, organisationId, { name, phone, birthMonth, identityNumber })
  const sent = await sendApplication(id)
  if (!sent.ok) throw new Error(sent.reason)
  return id
}

async function fillIn(
  personId: string,
  organisation: string,
  said: Required<Omit<Said, 'identityNumber'>> & Said,
) {
  const { name, phone, birthMonth, identityNumber } = said
  const steps = [
    { step: 'name', name, phone },
    { step: 'about', sex: 'female', birthMonth },
    { step: 'work', trade: 'market', employment: 'live_host' },
    { step: 'place', organisation },
    { step: 'identity', identityNumber },
  ] as const
  for (const step of steps) {
    const kept = await keepStep({ personId, ...step })
    if (!kept.ok) throw new Error(kept.reason)
  }
}

/** A member of an organisation, with an account. */
export async function makeMember(organisationId: string, said: Said = {}, known?: string) {
  const personId = await apply(organisationId, said, known)
  const { id } = await database().application.findFirstOrThrow({ where: { personId, status: 'submitted' } })
  const accepted = await acceptApplication({ id }, all)
  if (!accepted.ok) throw new Error(accepted.reason)
  return { personId, ...accepted.value }
}
