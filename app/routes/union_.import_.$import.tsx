import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { doWithImport } from '#app/features/union/roll/do-import.server.ts'
import { ImportPage } from '#app/features/union/roll/import-page.tsx'
import { listLines } from '#app/features/union/roll/line-view.server.ts'
import { firstToShow, verdictOrder } from '#app/features/union/roll/roll.ts'
import { ImportDeed, importRefusals } from '#app/features/union/roll/roll-forms.ts'
import { findColumns, findImport } from '#app/features/union/roll/roll-view.server.ts'
import { pathsKeptBy } from '#app/features/union/scope.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { pageNumber } from '#app/kernel/page-number.ts'
import { requireAllowed } from '#app/routes-policy.ts'

async function requireImport(request: Request, id: string | undefined) {
  const visitor = await requireVisitor(request)
  const roll = requireAllowed(visitor, 'organisation.keep', await findImport(id ?? ''))
  return { visitor, roll }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { visitor, roll } = await requireImport(request, params.import)
  const { path, ...shown } = roll
  const asked = z.enum(verdictOrder).safeParse(new URL(request.url).searchParams.get('show'))
  const verdict = asked.data ?? firstToShow(roll.counts)
  const hasVerdicts = (roll.status === 'preview' || roll.status === 'applied') && roll.hasLines
  const asking = { id: roll.id, verdict, page: pageNumber(request), keeps: pathsKeptBy(visitor), path }
  return {
    title: roll.fileName,
    view: {
      roll: shown,
      columns: roll.status === 'columns' ? await findColumns(roll.id) : null,
      lines: hasVerdicts ? await listLines(asking) : null,
    },
  }
}

/** Says what the columns are, decides what is doubtful, applies or discards it. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { visitor, roll } = await requireImport(request, params.import)
  const form = await readForm(request, ImportDeed)
  if (!form.ok) return form.reply
  const did = await doWithImport({ id: roll.id, personId: visitor.personId }, form.value)
  if (!did.ok) return form.refuse(importRefusals[did.reason])
  if (form.value.deed === 'discard') return redirect('/union/import')
  // What she looked at stays where she decided; all else leads to the import as it is now.
  const { search } = new URL(request.url)
  return redirect(`/union/import/${roll.id}${form.value.deed === 'decide' ? search : ''}`)
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function UnionImportOne() {
  const { view } = useLoaderData<typeof loader>()
  return <ImportPage view={view} reply={useActionData<typeof action>()} />
}
