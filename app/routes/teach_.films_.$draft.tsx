import { data, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node'
import { useActionData, useLoaderData, type ClientActionFunctionArgs } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { replaysAsked } from '#app/features/training/films/clips.server.ts'
import { FilmPage } from '#app/features/training/films/film-page.tsx'
import { MediaDeed } from '#app/features/training/films/films.ts'
import { keepMedia } from '#app/features/training/films/keep-media.server.ts'
import type { MediaReply } from '#app/features/training/films/media-form.tsx'
import { findLessonMedia } from '#app/features/training/films/media.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { languageOf } from '#app/kernel/i18n/language.server.ts'
import { requireAllowed } from '#app/routes-policy.ts'
import type { FormReply } from '#app/ui/form-reply.ts'
import { orKeepTyped } from '#app/ui/without-network.ts'

/** A draft's lesson by its key; whatever else is asked for is not there. */
async function requireLesson(request: Request, key = '') {
  const { personId, ...visitor } = await requireVisitor(request)
  requireAllowed({ personId, ...visitor }, 'course.teach', undefined)
  const found = await findLessonMedia(key, personId, replaysAsked(request))
  if (found === null) throw new Response(null, { status: 404 })
  return { personId, ...found }
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { course, title: lesson, media } = await requireLesson(request, params.draft)
  return { title: lesson[await languageOf(request)], course, lesson, media }
}

/** One form each: captions, a clip, and taking them away. The film itself is sent piece by piece to its own address. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { personId, media } = await requireLesson(request, params.draft)
  const deed = await deedOf(request)
  const form = await readForm(request, MediaDeed)
  if (!form.ok) return data({ deed, reply: form.reply.data }, form.reply.init ?? {})
  const refusal = await keepMedia({ lesson: media.lesson, personId }, form.value)
  if (refusal === null) return { deed, done: true as const }
  const { data: reply, init } = form.refuse(refusal)
  return data({ deed, reply }, init ?? {})
}

/** Which of the page's forms it was; '' where it is none of ours. */
async function deedOf(request: Request): Promise<string> {
  const form = await request
    .clone()
    .formData()
    .catch(() => null)
  const deed = form?.get('deed')
  return typeof deed === 'string' ? deed : ''
}

/** Without network the form keeps what was typed, on whichever page it stands. */
export async function clientAction({ request, serverAction }: ClientActionFunctionArgs) {
  const deed = await deedOf(request)
  const answer: unknown = await orKeepTyped(request, () => serverAction<typeof action>())
  if (!(answer instanceof Response)) return answer as MediaReply
  const reply = (await answer.json()) as FormReply
  return Response.json({ deed, reply }, answer) as unknown as MediaReply
}

export { unlessNothingChanged as shouldRevalidate } from '#app/ui/without-network.ts'

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) =>
  loaded ? [{ title: loaded.title }] : []

export default function LessonFilm() {
  const { title: _, ...page } = useLoaderData<typeof loader>()
  return <FilmPage {...page} reply={useActionData<typeof action>()} />
}
