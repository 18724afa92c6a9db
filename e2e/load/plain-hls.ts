import { spawn } from 'node:child_process'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { createServer } from 'node:http'
import path from 'node:path'
import { projectRoot } from './built-server.ts'

export interface PlainHls {
  /** Page that plays the peer's stream with hls.js and its defaults. */
  page: string
  write(flv: Buffer): void
  close(): void
}

const types: Record<string, string> = {
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.ts': 'video/mp2t',
  '.js': 'text/javascript',
}

const page = `<!doctype html><title>plain HLS</title><video id="v" muted autoplay playsinline style="width:360px"></video>
<script src="/hls.js"></script><script>
const hls = new Hls(); hls.loadSource('/index.m3u8'); hls.attachMedia(document.getElementById('v'))
</script>`

/**
 * The peer: ordinary HLS as ffmpeg makes it without a word about latency, two-second segments, nothing encoded
 * anew. Its frames come in as FLV.
 */
export async function startPlainHls(folder: string): Promise<PlainHls> {
  await mkdir(folder, { recursive: true })
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...['-hide_banner', '-loglevel', 'error', '-fflags', 'nobuffer', '-probesize', '200000'],
      ...['-analyzeduration', '500000', '-f', 'flv', '-i', 'pipe:0', '-c', 'copy'],
      ...['-f', 'hls', '-hls_time', '2', '-hls_list_size', '6', '-hls_flags', 'delete_segments'],
      path.join(folder, 'index.m3u8'),
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  )
  // A broken pipe is what happens to the last frames at the end.
  ffmpeg.stdin.on('error', () => undefined)
  const server = createServer((request, response) => {
    const name = path.basename(new URL(request.url ?? '/', 'http://localhost').pathname)
    if (name === '') return void response.writeHead(200, { 'content-type': 'text/html' }).end(page)
    const file =
      name === 'hls.js'
        ? path.join(projectRoot, 'node_modules/hls.js/dist/hls.min.js')
        : path.join(folder, name)
    if (!existsSync(file)) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' })
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
  })
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    }),
  )
  const close = () => {
    ffmpeg.stdin.end()
    ffmpeg.kill('SIGKILL')
    server.closeAllConnections()
    server.close()
  }
  return { page: `http://localhost:${port}/`, write: (flv) => void ffmpeg.stdin.write(flv), close }
}
