import { json, type ActionFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { keepLessonPicture } from '#app/features/training/teach/pictures.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { PhotoField, photoRefusals } from '#app/kernel/photos.ts'
import { requireAllowed } from '#app/routes-policy.ts'

/** Takes a photo for a lesson and answers with its address. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId, ...visitor } = await requireVisitor(request)
  requireAllowed({ personId, ...visitor }, 'course.teach', undefined)
  const form = await readForm(request, z.object({ photo: PhotoField }))
  if (!form.ok) return json({ error: form.reply.data.error?.['photo']?.[0] ?? 'common:form.invalid' }, 422)
  const photo = new Uint8Array(await form.value.photo.arrayBuffer())
  const kept = await keepLessonPicture({ personId, photo })
  return kept.ok ? json({ path: kept.value }) : json({ error: photoRefusals[kept.reason] }, 409)
}
