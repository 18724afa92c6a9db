import type { ApplicationStatus, Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'

/** Every move that an application can make; what is not here is refused. */
export const applicationMoves = {
  draft: ['submitted', 'withdrawn'],
  submitted: ['returned', 'accepted', 'rejected', 'withdrawn'],
  returned: ['submitted', 'withdrawn'],
  accepted: [],
  rejected: [],
  withdrawn: [],
} as const satisfies Record<ApplicationStatus, readonly ApplicationStatus[]>

/** One short form a step, in this order; the last shows all and sends it. */
export const applicationSteps = ['name', 'about', 'work', 'place', 'identity', 'check'] as const
export type ApplicationStep = (typeof applicationSteps)[number]

/** What stands in an application so far, as its own person sees it; what she has not said is null. */
export interface ApplicationView {
  status: ApplicationStatus
  name: string | null
  phone: string | null
  sex: Sex | null
  /** "1974-09". */
  birthMonth: string | null
  trade: Trade | null
  employment: Employment | null
  organisation: { id: string; name: string } | null
  /** Its last four characters; the number itself is not shown again. */
  identityEnding: string | null
  /** Why it was sent back or rejected. */
  reason: string | null
  /** ISO 8601; null until she has sent it. */
  submittedAt: string | null
}

/** The first step that is not filled in; `check` where all is. */
export function nextStep(view: ApplicationView): ApplicationStep {
  if (view.name === null || view.phone === null) return 'name'
  if (view.sex === null || view.birthMonth === null) return 'about'
  if (view.trade === null || view.employment === null) return 'work'
  if (view.organisation === null) return 'place'
  return 'check'
}
