import {
  unstable_composeUploadHandlers as inTurn,
  unstable_createMemoryUploadHandler as inMemory,
  unstable_parseMultipartFormData as parseMultipart,
  type UploadHandler,
} from '@remix-run/node'
import { z } from 'zod'
import type { FileRefusal } from '#app/kernel/files.server.ts'
import { requireSameOrigin } from '#app/kernel/forms.server.ts'
import { refused, type Outcome } from '#app/kernel/outcome.ts'
import type { FormReply } from '#app/ui/form-reply.ts'
import { beginImport, giveUpRoll, storeRoll, type Importer } from './imports.server.ts'
import { largestRoll } from './roll.ts'

/** What is refused of an upload, by field, as text keys. */
const fileErrors: Record<FileRefusal, string> = {
  empty: 'roll:upload.missing',
  'too-big': 'roll:upload.tooBig',
  'kind-not-allowed': 'roll:upload.kind',
}

const Fields = z.object({ key: z.uuid(), organisation: z.uuid() })
/** Names of files are shown, and cut where they are longer than any that people give, in characters. */
const longestName = 120
/** What comes behind a file that is too large is read to say so, up to here, in bytes. */
const readBeyond = 4 * largestRoll

type Stored = Outcome<{ id: string; fileName: string }, FileRefusal>

/**
 * Takes an uploaded roll as it arrives, so that no more of it is in memory than a few chunks, and begins its import. Answers the
 * import's id, or what the form is shown. Throws a 403 Response where the form is not ours, a 400 where it is none.
 */
export async function receiveRoll(
  request: Request,
  importer: Importer,
): Promise<{ ok: true; value: { id: string } } | { ok: false; reply: FormReply }> {
  await requireSameOrigin(request)
  const stored: { file: Stored } = { file: refused('empty') }
  let form: FormData
  try {
    form = await parseMultipart(request, inTurn(storing(importer, stored), inMemory({ maxPartSize: 1000 })))
  } catch (error) {
    return { ok: false, reply: { error: { file: [errorOf(error)] } } }
  }
  const organisation = form.get('organisation')
  const reply = (field: string, key: string) => ({
    ok: false as const,
    reply: {
      error: { [field]: [key] },
      initialValue: { organisation: typeof organisation === 'string' ? organisation : '' },
    },
  })
  const { file } = stored
  if (!file.ok) return reply('file', fileErrors[file.reason])
  const fields = Fields.safeParse(Object.fromEntries(form))
  if (!fields.success) {
    await giveUpRoll(importer, file.value.id)
    return reply('organisation', 'roll:upload.nowhere')
  }
  const { id: fileId, fileName } = file.value
  const { key, organisation: organisationId } = fields.data
  const begun = await beginImport(importer, { key, organisationId, fileId, fileName })
  return begun.ok ? begun : reply('organisation', 'roll:upload.nowhere')
}

function storing(importer: Importer, stored: { file: Stored }): UploadHandler {
  return async ({ name, filename, data }) => {
    if (name !== 'file' || filename === undefined) return undefined
    // A second file in one form is none of ours.
    if (stored.file.ok) throw new Response(null, { status: 400 })
    const kept = await storeRoll(importer, data)
    stored.file = kept.ok ? { ok: true, value: { id: kept.value.id, fileName: nameOf(filename) } } : kept
    if (!kept.ok) await readOn(data)
    return 'kept'
  }
}

/** The browser hears an answer only once it has sent all. */
async function readOn(data: AsyncIterable<Uint8Array>): Promise<void> {
  let bytes = 0
  for await (const chunk of data) {
    bytes += chunk.length
    if (bytes > readBeyond) throw new Response(null, { status: 413 })
  }
}

/** Without the folders that some browsers put before it, and without what no name is written with. */
function nameOf(filename: string): string {
  const name = filename
    .replace(/^.*[\\/]/, '')
    .replace(/\p{C}/gu, '')
    .trim()
  return name.slice(0, longestName) || 'roll'
}

function errorOf(error: unknown): string {
  if (error instanceof Response) throw error
  // Remix's reader takes a semicolon in a file's name for the end of the name.
  const isName = error instanceof Error && error.message.startsWith('malformed content-disposition')
  if (isName) return 'roll:upload.badName'
  throw new Response(null, { status: 400 })
}
