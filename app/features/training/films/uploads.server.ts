import { FileStore } from '@tus/file-store'
import { MemoryLocker, Server, type ServerOptions } from '@tus/server'
import { z } from 'zod'
import { env } from '#app/kernel/env.server.ts'
import { isSameOrigin } from '#app/kernel/forms.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { beginFilm, failFilm, filmArrived, findSentFilm } from './films.server.ts'
import { largestFilm, uploadsPath, type UploadRefusal } from './films.ts'
import { containerOf } from './prepare-film.server.ts'
import { arrivedBytes, uploadPlace, uploadsFolder } from './uploads-folder.server.ts'

interface Sender {
  /** Who is signed in, and may teach: the route has asked. */
  senderId: string
}

/** What the protocol answers for a refusal; its word is what the page shows. */
class RefusedUpload extends Error {
  override name = 'RefusedUpload'
  readonly status_code: number
  readonly body: string

  constructor(status: number, word: UploadRefusal | 'no-film' | 'absent') {
    super(word)
    this.status_code = status
    this.body = word
  }
}

const statuses: Record<UploadRefusal, number> = {
  'no-draft': 404,
  'under-way': 409,
  'too-big': 413,
  'no-room': 507,
  'too-many': 429,
}

const Begun = z.object({
  lesson: z.uuid(),
  bytes: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
})

/**
 * One request of the resumable upload protocol (tus 1.0: POST begins, HEAD asks how much is there, PATCH sends the next piece).
 * An upload is known to nobody but whoever began it, and only until its film is ready.
 */
export async function takeUpload(request: Request, sender: Sender): Promise<Response> {
  if (request.method !== 'HEAD' && !isSameOrigin(request)) return new Response(null, { status: 403 })
  const server = new Server(await optionsFor(sender))
  const response = await server.handleWeb(request)
  if (request.method === 'HEAD' && response.ok) await noteWhole(request, sender)
  const isFirst = request.method === 'PATCH' && request.headers.get('Upload-Offset') === '0'
  return isFirst && response.ok ? ((await refuseOther(request)) ?? response) : response
}

/** A server for each request: it holds nothing but how to answer, and who asks is known without a second look. */
async function optionsFor({ senderId }: Sender): Promise<ConstructorParameters<typeof Server>[0]> {
  const begin: ServerOptions['namingFunction'] = async (request, metadata) => {
    const read = Begun.safeParse({ lesson: metadata?.lesson, bytes: request.headers.get('Upload-Length') })
    if (!read.success) throw new RefusedUpload(400, 'absent')
    const begun = await beginFilm({ senderId, ...read.data })
    if (!begun.ok) throw new RefusedUpload(statuses[begun.reason], begun.reason)
    return begun.value.id
  }
  return {
    path: uploadsPath,
    relativeLocation: true,
    allowedOrigins: [env().publicUrl],
    datastore: new FileStore({ directory: await uploadsFolder() }),
    locker: singleton('film-uploads', () => new MemoryLocker()),
    maxSize: largestFilm,
    namingFunction: begin,
    async onIncomingRequest(_request, id) {
      if ((await findSentFilm({ id, senderId })) === null) throw new RefusedUpload(404, 'absent')
    },
    async onUploadFinish(_request, { id }) {
      await filmArrived(id)
      return {}
    },
  }
}

/** The last piece had arrived, and the word about it was lost: whoever asks then need not send anything more. */
async function noteWhole(request: Request, { senderId }: Sender): Promise<void> {
  const id = idOf(request)
  const film = await findSentFilm({ id, senderId })
  if (film?.state === 'uploading' && BigInt(await arrivedBytes(id)) >= film.bytes) await filmArrived(id)
}

/** The first piece shows what it is: nobody waits an hour to hear that it is none. */
async function refuseOther(request: Request): Promise<Response | null> {
  const id = idOf(request)
  if ((await containerOf(await uploadPlace(id))) !== null) return null
  await failFilm(id, 'no-film')
  return new Response('no-film', { status: 415, headers: { 'Tus-Resumable': '1.0.0' } })
}

function idOf(request: Request): string {
  return new URL(request.url).pathname.split('/').at(-1) ?? ''
}
