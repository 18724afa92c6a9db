import { createReadableStreamFromReadable, type LoaderFunctionArgs } from '@remix-run/node'
import { findVisitor } from '#app/features/identity/index.server.ts'
import { parseByteRange } from '#app/kernel/byte-range.ts'
import { canReadFile, openFile, type ByteRange, type StoredFile } from '#app/kernel/files.server.ts'

/** The one way to a stored file. What she may not read does not exist for her. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const found = await openFile(params.id ?? '')
  if (!found || !(await mayRead(request, found.file))) throw new Response(null, { status: 404 })
  const { file, read } = found
  const headers = headersOf(file)
  const etag = headers.get('ETag') ?? ''
  if (matches(request.headers.get('If-None-Match'), etag)) return new Response(null, { status: 304, headers })

  const size = Number(file.bytes)
  const range = parseByteRange(rangeHeader(request, etag), size)
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { 'Content-Range': `bytes */${size}` } })
  }
  headers.set('Content-Length', String(range ? range.last - range.first + 1 : size))
  if (range) headers.set('Content-Range', `bytes ${range.first}-${range.last}/${size}`)
  const body = request.method === 'HEAD' ? null : await bodyOf(request, read, range)
  return new Response(body, { status: range ? 206 : 200, headers })
}

/** A public file costs no question of who asks. */
async function mayRead(request: Request, file: StoredFile): Promise<boolean> {
  return canReadFile(file, null) || canReadFile(file, (await findVisitor(request))?.personId ?? null)
}

function headersOf(file: StoredFile): Headers {
  const shown = /^(image|video|audio)\//.test(file.contentType) || file.contentType === 'application/pdf'
  return new Headers({
    'Content-Type': file.contentType,
    'Content-Disposition': shown ? 'inline' : 'attachment',
    // A file's bytes never change: another upload is another id.
    'Cache-Control':
      file.visibility === 'public' ? 'public, max-age=31536000, immutable' : 'private, no-cache',
    ETag: `"${file.sha256}"`,
    'Accept-Ranges': 'bytes',
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "default-src 'none'; sandbox",
  })
}

/** A range of a version that is no longer this one is answered with all of it. */
function rangeHeader(request: Request, etag: string): string | null {
  const condition = request.headers.get('If-Range')
  return condition && condition !== etag ? null : request.headers.get('Range')
}

function matches(header: string | null, etag: string): boolean {
  return (header ?? '')
    .split(',')
    .some((part) => part.trim().replace(/^W\//, '') === etag || part.trim() === '*')
}

async function bodyOf(
  request: Request,
  read: (range?: ByteRange) => Promise<NodeJS.ReadableStream>,
  range: ByteRange | null,
) {
  const stream = (await read(range ?? undefined)) as Parameters<typeof createReadableStreamFromReadable>[0]
  // Without this a reader who goes away leaves the file open.
  request.signal.addEventListener('abort', () => stream.destroy(), { once: true })
  return createReadableStreamFromReadable(stream)
}
