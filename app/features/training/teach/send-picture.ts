import { z } from 'zod'

const Answer = z.union([z.object({ path: z.string() }), z.object({ error: z.string() })])

/** Hands a photo in: its address, or what was wrong with it as a text key. */
export async function sendPicture(photo: File): Promise<z.infer<typeof Answer>> {
  const form = new FormData()
  form.set('photo', photo)
  try {
    const answer = await fetch('/teach/pictures', { method: 'POST', body: form })
    return (
      Answer.safeParse(await answer.json().catch(() => null)).data ?? { error: 'common:form.photoBroken' }
    )
  } catch {
    return { error: 'teach:editor.offline' }
  }
}
