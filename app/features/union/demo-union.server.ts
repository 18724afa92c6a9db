import { Prisma } from '#app/generated/prisma/client.ts'
import { seededChance } from '#app/kernel/chance.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { sealedColumns } from '#app/kernel/personal.server.ts'
import { transact } from '#app/kernel/transact.server.ts'
import {
  federationName,
  makeSeedMembers,
  seedUnions,
  subdistrictName,
  type SeedMember,
  type SeedOrganisation,
} from '#prisma/seed/union.ts'
import { demoPeople } from '../identity/index.ts'
import { findOrCreateDemoPerson } from '../identity/index.server.ts'
import { memberNumberOf } from './member-number.ts'
import { monthColumn } from './members.ts'
import { newInviteCode, newKey } from './organisation-tree.server.ts'
import { scopeOf } from './scope.ts'
import { soundsOfPerson, soundsOfPlace } from './sounds.server.ts'

const demo = { kind: 'system', name: 'demo' } as const
/** Invented members' phones: those to sign in by are below. */
const firstPhone = 13_800_010_000

type Placed = SeedOrganisation & { id: string; path: string }

/** The demo's unions with their rolls, one member with an account and one clerk of the subdistrict. */
export async function seedDemoUnion(now = new Date()): Promise<void> {
  await transact({ actor: demo, action: 'demo.seed-union', subject: 'organisation' }, async (tx) => {
    const placed = await place(tx, { organisation: seedUnions, parent: null, now })
    const chance = seededChance(20_220_906)
    let next = firstPhone
    for (const organisation of placed) {
      const members = makeSeedMembers(organisation.members, { chance, firstPhone: next, now })
      next += members.length
      await enrolDemoMembers(tx, { organisationId: organisation.id, members, now })
    }
    await seedPeople(tx, { placed, now })
  })
}

/** Opens an organisation and all under it; answers them from the top down. */
async function place(
  tx: Transaction,
  { organisation, parent, now }: { organisation: SeedOrganisation; parent: Placed | null; now: Date },
): Promise<Placed[]> {
  const { name, kind, takesMembers, division, under } = organisation
  const key = newKey()
  const path = parent === null ? key : `${parent.path}.${key}`
  const { id } = await tx.organisation.create({
    data: {
      ...{ name, kind, takesMembers, key, path, parentId: parent?.id ?? null, divisionCode: division },
      ...{ pinyin: soundsOfPlace(name), inviteCode: newInviteCode(), demo: true, openedAt: now },
      changes: { create: { deed: 'opened', after: name, at: now } },
    },
    select: { id: true },
  })
  const placed: Placed = { ...organisation, id, path }
  const below: Placed[] = []
  for (const child of under) below.push(...(await place(tx, { organisation: child, parent: placed, now })))
  return [placed, ...below]
}

/** Puts demo people on an organisation's roll; answers the members' ids, in their order. */
export async function enrolDemoMembers(
  tx: Transaction,
  { organisationId, members, now }: { organisationId: string; members: SeedMember[]; now: Date },
): Promise<string[]> {
  if (members.length === 0) return []
  const numbers = await tx.$queryRaw<{ eight: bigint }[]>`
    SELECT nextval('member_number_seq') AS eight FROM generate_series(1, ${members.length})`
  const made = await tx.member.createManyAndReturn({
    data: members.map((member, index) => ({
      ...{
        number: memberNumberOf(numbers[index]?.eight ?? 0),
        name: member.name,
        pinyin: soundsOfPerson(member.name),
      },
      ...sealedColumns('phone', member.phone),
      ...{ sex: member.sex, birthMonth: monthColumn(member.birthMonth), trade: member.trade },
      ...{ employment: member.employment, demo: true, createdAt: new Date(member.since), changedAt: now },
    })),
    select: { id: true },
  })
  await tx.membership.createMany({
    data: members.map(({ since, until }, index) => ({
      ...{
        memberId: made[index]?.id ?? '',
        organisationId,
        startedBy: 'imported' as const,
        since: new Date(since),
      },
      ...(until === null ? {} : { until: new Date(until), endedBy: 'left' as const }),
    })),
  })
  return made.map(({ id }) => id)
}

/** People to sign in as: a member of the federation who is learning, and the subdistrict's clerk. */
async function seedPeople(tx: Transaction, { placed, now }: { placed: Placed[]; now: Date }): Promise<void> {
  const federation = placed.find(({ name }) => name === federationName)
  const subdistrict = placed.find(({ name }) => name === subdistrictName)
  if (federation === undefined || subdistrict === undefined)
    throw new Error('the demo has lost its federation')
  const clerk = await findOrCreateDemoPerson(tx, demoPeople.clerk)
  const grant = {
    personId: clerk.id,
    role: 'staff',
    scope: scopeOf(subdistrict.path),
    grantedAt: now,
  } as const
  await tx.roleGrant.createMany({ data: [grant], skipDuplicates: true })
  const trainee = await findOrCreateDemoPerson(tx, demoPeople.trainee)
  const since = new Date(now.getTime() - 40 * 24 * 3600 * 1000).toISOString()
  const member: SeedMember = {
    ...{ name: '潘秀云', phone: demoPeople.trainee.phone, sex: 'female', birthMonth: '1976-05' },
    ...{ trade: 'market', employment: 'none', since, until: null },
  }
  const [id] = await enrolDemoMembers(tx, { organisationId: federation.id, members: [member], now })
  await tx.member.updateMany({ where: { id }, data: { personId: trainee.id } })
  const [officer] = await tx.$queryRaw<{ id: string }[]>(Prisma.sql`
    SELECT m.id FROM member m JOIN membership s ON s.member_id = m.id
    WHERE s.organisation_id = ${federation.id}::uuid AND s.until IS NULL AND m.sex = 'female' ORDER BY m.number LIMIT 1`)
  if (officer === undefined) return
  const term = {
    organisationId: federation.id,
    memberId: officer.id,
    post: '主席',
    from: new Date('2022-09-20'),
  }
  await tx.officer.create({ data: term })
}
