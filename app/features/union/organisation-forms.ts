import { z } from 'zod'
import { OrganisationKind } from '#app/generated/prisma/enums.ts'
import { Reason } from '../identity/index.forms.ts'
import { PhoneField } from './members.ts'

const flag = z
  .string()
  .optional()
  .transform((checked) => checked === 'on')

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

export const OrganisationFacts = z.object({
  name: z.string().trim().min(2).max(60),
  kind: z.enum(OrganisationKind),
  division: optional(z.string().trim().max(40)),
  takesMembers: flag,
})
export type OrganisationFacts = z.infer<typeof OrganisationFacts>

/** All that staff do on an organisation's page: one form each. */
export const OrganisationDeedForm = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('open'), ...OrganisationFacts.shape }),
  z.object({ deed: z.literal('change'), ...OrganisationFacts.shape, reason: Reason }),
  z.object({ deed: z.literal('move'), to: z.uuid('union:organisation.chooseOne'), reason: Reason }),
  z.object({
    deed: z.literal('close'),
    membersTo: optional(z.uuid()),
    reason: Reason,
  }),
  z.object({ deed: z.literal('reopen'), reason: Reason }),
  z.object({ deed: z.literal('invite-anew') }),
  z.object({
    deed: z.literal('appoint'),
    member: z.string().trim().min(1),
    post: z.string().trim().min(1).max(30),
    from: z.iso.date(),
  }),
  z.object({
    deed: z.literal('give-role'),
    role: z.enum(['staff', 'lecturer']),
    phone: PhoneField,
    reason: Reason,
  }),
  z.object({ deed: z.literal('end-role'), grant: z.uuid(), reason: Reason }),
  z.object({ deed: z.literal('relieve'), officer: z.uuid(), until: z.iso.date() }),
])
export type OrganisationDeedForm = z.infer<typeof OrganisationDeedForm>

/** What each refusal says, as text keys by field. */
export const organisationRefusals = {
  'not-found': 'union:organisation.gone',
  'parent-closed': 'union:organisation.parentClosed',
  'unknown-division': { division: 'union:organisation.unknownDivision' },
  'under-itself': { to: 'union:organisation.underItself' },
  'there-already': { to: 'union:organisation.thereAlready' },
  'has-organisations': 'union:organisation.hasOrganisations',
  'has-members': { membersTo: 'union:organisation.hasMembers' },
  'target-unfit': { membersTo: 'union:organisation.targetUnfit' },
  'is-closed': 'union:organisation.isClosed',
  'unknown-member': { member: 'union:organisation.unknownMember' },
  nobody: { phone: 'registry:organisation.nobodyOfThisPhone' },
  'has-it-already': { phone: 'registry:organisation.hasItAlready' },
  'wrong-term': { until: 'union:organisation.wrongTerm' },
} as const satisfies Record<string, string | Record<string, string>>
export type OrganisationRefusal = keyof typeof organisationRefusals
