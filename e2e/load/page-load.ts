import http from 'node:http'

/** How long until the first byte of each answer came, in milliseconds, and how many whole answers came in a second. */
export interface PageLoad {
  firstByteMs: number[]
  perSecond: number
}

interface Asking {
  together: number
  seconds: number
  headers?: Record<string, string>
}

/** Asks for one page over kept connections, as many at once, for so long. Rejects where anything but 200 is answered. */
export async function loadPage(url: string, { together, seconds, headers = {} }: Asking): Promise<PageLoad> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: together })
  const firstByteMs: number[] = []
  const until = performance.now() + seconds * 1000
  const began = performance.now()
  const asking = Array.from({ length: together }, async () => {
    while (performance.now() < until) firstByteMs.push(await askOnce(url, { agent, headers }))
  })
  await Promise.all(asking)
  const took = (performance.now() - began) / 1000
  agent.destroy()
  return { firstByteMs, perSecond: firstByteMs.length / took }
}

function askOnce(
  url: string,
  options: { agent: http.Agent; headers: Record<string, string> },
): Promise<number> {
  const asked = performance.now()
  return new Promise((resolve, reject) => {
    http
      .get(url, options, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`${url} answers ${answer.statusCode}`))
        let first = Number.NaN
        answer.once('data', () => (first = performance.now() - asked))
        answer.on('data', () => {})
        answer.on('end', () => resolve(first))
        answer.on('error', reject)
      })
      .on('error', reject)
  })
}
