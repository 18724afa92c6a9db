import {
  data,
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { changeMember } from '#app/features/union/directory/change-member.server.ts'
import {
  changeRefusals,
  lookRefusals,
  MemberForm,
  moveRefusals,
  sealedChange,
} from '#app/features/union/directory/directory-forms.ts'
import { EditPage } from '#app/features/union/directory/edit-page.tsx'
import { eraseMember } from '#app/features/union/directory/erase.server.ts'
import { erasureRefusals } from '#app/features/union/directory/erasing.ts'
import { lookAt } from '#app/features/union/directory/looks.server.ts'
import { MemberPage } from '#app/features/union/directory/member-page.tsx'
import { ErasePage, LeavePage, MovePage } from '#app/features/union/directory/member-tasks.tsx'
import { findMember } from '#app/features/union/directory/member-view.server.ts'
import { askTransfer, leave } from '#app/features/union/memberships.server.ts'
import { findPlaces } from '#app/features/union/places.server.ts'
import { pathsKeptBy } from '#app/features/union/scope.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { personalParts } from '#app/personal-parts.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

/** The member of this address with who keeps her; a 404 for one of another scope, as for one that is not there. */
async function requireKept(request: Request, id: string) {
  const visitor = await requireVisitor(request)
  requireAllowed(visitor, 'union.work', undefined)
  const keeps = pathsKeptBy(visitor)
  const member = await findMember({ id, keeps })
  if (member === null) throw new Response(null, { status: 404 })
  return { member, keeper: { keeps, actor: { kind: 'person', id: visitor.personId } as const } }
}

const tasks = ['edit', 'transfer', 'leave', 'erase'] as const

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { member } = await requireKept(request, params.member ?? '')
  const { searchParams } = new URL(request.url)
  const task = tasks.find((one) => one === searchParams.get('do')) ?? null
  const asked = { search: searchParams.get('search') ?? '', under: searchParams.get('under') }
  const places = task === 'transfer' ? await findPlaces(asked) : null
  const t = await remixI18n.getFixedT(request, 'directory')
  return {
    ...{ title: `${member.name} · ${t('list.title')}`, member, task, places },
    ...{ done: searchParams.has('done'), now: Date.now() },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { member, keeper } = await requireKept(request, params.member ?? '')
  const form = await readForm(request, MemberForm)
  if (!form.ok) return form.reply
  const { value } = form
  const memberId = member.id
  const back = redirect(`/union/members/${memberId}?done`)
  switch (value.step) {
    case 'look': {
      const shown = await lookAt({ memberId, what: value.what }, keeper)
      if (!shown.ok) return form.refuse(lookRefusals[shown.reason])
      return data({ shown: shown.value }, { headers: { 'Cache-Control': 'no-store' } })
    }
    case 'edit': {
      const changed = await changeMember({ ...value, memberId, ...sealedChange(value) }, keeper)
      return changed.ok ? back : form.refuse(changeRefusals[changed.reason])
    }
    case 'leave': {
      const left = await leave({ memberId, reason: value.reason }, keeper)
      return left.ok ? back : form.refuse(lookRefusals[left.reason])
    }
    case 'ask': {
      const asked = await askTransfer({ memberId, toId: value.organisation }, keeper)
      return asked.ok ? back : form.refuse(moveRefusals[asked.reason])
    }
    case 'erase': {
      const { name, reason } = value
      const erased = await eraseMember({ memberId, name, reason }, keeper, personalParts)
      return erased.ok ? redirect('/union/members') : form.refuse(erasureRefusals[erased.reason])
    }
  }
}

export function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  return orKeepTyped(request, () => serverAction<typeof action>())
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Member() {
  const { member, task, places, done, now } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof clientAction>()
  const shown = answer !== undefined && 'shown' in answer ? answer.shown : null
  const reply = answer === undefined || 'shown' in answer ? undefined : answer
  if (task === 'edit') return <EditPage key={member.changedAt} member={member} reply={reply} />
  if (task === 'leave') return <LeavePage member={member} reply={reply} />
  if (task === 'erase') return <ErasePage member={member} reply={reply} />
  if (places !== null) return <MovePage member={member} places={places} reply={reply} />
  return <MemberPage member={member} shown={shown} done={done} reply={reply} now={now} />
}
