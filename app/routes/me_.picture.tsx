import {
  redirect,
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { requireVisitor } from '#app/features/identity/index.server.ts'
import { PicturePage } from '#app/features/identity/picture-page.tsx'
import { chooseDrawing, uploadPhoto } from '#app/features/identity/picture.server.ts'
import { PictureForm } from '#app/features/identity/picture.ts'
import { remixI18n } from '#app/i18n.server.ts'
import { readForm } from '#app/kernel/forms.server.ts'
import { photoRefusals } from '#app/kernel/photos.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  const { name, picture } = await requireVisitor(request)
  const t = await remixI18n.getFixedT(request, 'account')
  return { title: t('picture.title'), name, picture }
}

/** Takes her photo or her choice of a drawing, and leads back to her page. */
export async function action({ request }: ActionFunctionArgs) {
  const { personId } = await requireVisitor(request)
  const form = await readForm(request, PictureForm)
  if (!form.ok) return form.reply
  if (form.value.kind === 'drawing') {
    await chooseDrawing({ personId, drawing: form.value.drawing })
    return redirect('/me')
  }
  const photo = new Uint8Array(await form.value.photo.arrayBuffer())
  const uploaded = await uploadPhoto({ personId, photo })
  return uploaded.ok ? redirect('/me') : form.refuse({ photo: photoRefusals[uploaded.reason] })
}

export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.title }] : [])

export default function Picture() {
  const { name, picture } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return <PicturePage name={name} picture={picture} reply={reply} />
}
