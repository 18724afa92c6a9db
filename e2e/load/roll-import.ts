import { openAsBlob } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { processUse, type BuiltServer } from './built-server.ts'
import type { Clerk } from './union-clerk.ts'

export interface Imported {
  /** From the upload until the columns could be seen; from there to the preview; from there to the report. */
  readSeconds: number
  compareSeconds: number
  applySeconds: number
  seconds: number
  /** How much resident memory the server's process had more than before, at the most, in megabytes. */
  memoryGrowthMb: number
}

const lookEveryMs = 400

/** Imports a file as a clerk does by the pages' own forms: upload, columns as they are guessed, preview, import. */
export async function importRoll(server: BuiltServer, clerk: Clerk, file: string): Promise<Imported> {
  const memory = watchMemory(server.pid)
  try {
    const took = await importByForms(server, clerk, file)
    return { ...took, memoryGrowthMb: await memory.stop() }
  } finally {
    await memory.stop()
  }
}

async function importByForms(
  server: BuiltServer,
  clerk: Clerk,
  file: string,
): Promise<Omit<Imported, 'memoryGrowthMb'>> {
  const marks = [performance.now()]
  const address = await upload(server, clerk, file)
  const columns = await settled(server, clerk, address)
  marks.push(performance.now())
  await post(server, clerk, address, { deed: 'compare', ...chosenColumns(columns) })
  const preview = await settled(server, clerk, address)
  if (!preview.includes('value="apply"')) throw new Error('nothing could be applied')
  marks.push(performance.now())
  await post(server, clerk, address, { deed: 'apply' })
  await settled(server, clerk, address)
  marks.push(performance.now())
  const [began = 0, read = 0, compared = 0, applied = 0] = marks
  return {
    readSeconds: (read - began) / 1000,
    compareSeconds: (compared - read) / 1000,
    applySeconds: (applied - compared) / 1000,
    seconds: (applied - began) / 1000,
  }
}

function headersOf(server: BuiltServer, { cookie }: Clerk): Record<string, string> {
  return { Cookie: cookie, Origin: server.url, 'Sec-Fetch-Site': 'same-origin', Accept: 'text/html' }
}

async function upload(server: BuiltServer, clerk: Clerk, file: string): Promise<string> {
  const page = await (await fetch(`${server.url}/union/import`, { headers: headersOf(server, clerk) })).text()
  const key = /name="key" value="([^"]+)"/.exec(page)?.[1]
  if (key === undefined) throw new Error('the page of imports has no form')
  const form = new FormData()
  form.append('key', key)
  form.append('organisation', clerk.organisation)
  form.append('file', await openAsBlob(file), path.basename(file))
  return await locationOf(
    await fetch(`${server.url}/union/import`, {
      ...{ method: 'POST', body: form, redirect: 'manual', headers: headersOf(server, clerk) },
    }),
  )
}

async function post(
  server: BuiltServer,
  clerk: Clerk,
  address: string,
  form: Record<string, string>,
): Promise<void> {
  const body = new URLSearchParams(form)
  const answer = await fetch(server.url + address, {
    ...{ method: 'POST', body, redirect: 'manual', headers: headersOf(server, clerk) },
  })
  await locationOf(answer)
}

async function locationOf(answer: Response): Promise<string> {
  const location = answer.headers.get('Location')
  if (location === null)
    throw new Error(`refused with ${answer.status}: ${(await answer.text()).slice(0, 300)}`)
  return location
}

/** The import's page once nothing is going on any more. */
async function settled(server: BuiltServer, clerk: Clerk, address: string): Promise<string> {
  for (;;) {
    const answer = await fetch(server.url + address, { headers: headersOf(server, clerk) })
    const page = await answer.text()
    if (!answer.ok) throw new Error(`the import's page answered ${answer.status}`)
    if (!page.includes('<progress')) return page
    await sleep(lookEveryMs)
  }
}

function chosenColumns(page: string): Record<string, string> {
  const selects = page.matchAll(/<select[^>]*name="(columns\.\w+)"[^>]*>(.*?)<\/select>/gs)
  return Object.fromEntries(
    [...selects].map(([, name = '', options = '']) => {
      const chosen = /<option[^>]*selected=""[^>]*>/.exec(options)?.[0] ?? ''
      return [name, /value="(\d*)"/.exec(chosen)?.[1] ?? '']
    }),
  )
}

function watchMemory(pid: number): { stop(): Promise<number> } {
  let watching = true
  const watched = (async () => {
    const before = (await processUse(pid)).rssBytes
    let most = before
    while (watching) {
      most = Math.max(most, (await processUse(pid)).rssBytes)
      await sleep(50)
    }
    return (most - before) / 1e6
  })()
  return {
    stop: () => {
      watching = false
      return watched
    },
  }
}
