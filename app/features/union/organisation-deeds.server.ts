import { findDistrict } from '#app/kernel/divisions.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import type { OrganisationDeedForm, OrganisationRefusal } from './organisation-forms.ts'
import { appointKeeper, dismissKeeper } from './keepers.server.ts'
import { appointOfficer, relieveOfficer } from './officers.server.ts'
import { closeOrganisation, reopenOrganisation } from './organisation-close.server.ts'
import {
  changeOrganisation,
  inviteAnew,
  moveOrganisation,
  openOrganisation,
  type Keeper,
} from './organisations.server.ts'

type Did = Promise<Outcome<unknown, OrganisationRefusal>>

/** What staff asked for on an organisation's page; `id` is null above the tops of the tree, where one can only be opened. */
export function doWithOrganisation(id: string | null, asked: OrganisationDeedForm, keeper: Keeper): Did {
  if (asked.deed === 'open') return open(id, asked, keeper)
  return id === null ? Promise.resolve(refused('not-found')) : change(id, asked, keeper)
}

async function open(
  parentId: string | null,
  { deed: _, ...facts }: Extract<OrganisationDeedForm, { deed: 'open' }>,
  keeper: Keeper,
): Did {
  const division = divisionOf(facts.division)
  if (division === null) return refused('unknown-division')
  return openOrganisation({ ...facts, parentId, division }, keeper)
}

async function change(
  id: string,
  asked: Exclude<OrganisationDeedForm, { deed: 'open' }>,
  keeper: Keeper,
): Did {
  switch (asked.deed) {
    case 'change': {
      const division = divisionOf(asked.division)
      if (division === null) return refused('unknown-division')
      return changeOrganisation({ ...asked, id, division }, keeper)
    }
    case 'move':
      return moveOrganisation({ id, toId: asked.to, reason: asked.reason }, keeper)
    case 'close':
      return closeOrganisation({ id, membersToId: asked.membersTo, reason: asked.reason }, keeper)
    case 'reopen':
      return reopenOrganisation({ id, reason: asked.reason }, keeper)
    case 'invite-anew':
      return inviteAnew(id, keeper)
    case 'appoint': {
      const { member: number, post, from } = asked
      return appointOfficer({ organisationId: id, number, post, from }, keeper)
    }
    case 'give-role':
      return appointKeeper({ ...asked, id }, keeper)
    case 'end-role':
      return dismissKeeper({ id, grantId: asked.grant, reason: asked.reason }, keeper)
    case 'relieve':
      return relieveOfficer({ officerId: asked.officer, organisationId: id, until: asked.until }, keeper)
  }
}

/** The district that was typed; undefined where none was, null where there is none of that name. */
function divisionOf(typed: string | undefined): string | undefined | null {
  return typed === undefined ? undefined : findDistrict(typed)
}
