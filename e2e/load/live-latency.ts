import type { Browser, Page } from '@playwright/test'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openBrowser } from './browser.ts'
import { processUse, type BuiltServer } from './built-server.ts'
import { startIngestTee } from './ingest-tee.ts'
import { takeSights, watchClock } from './pixel-clock.ts'
import { startPlainHls } from './plain-hls.ts'
import { interleave, median, named, quantile, ratioOf, rounded, spread, type Figures } from './rounds.ts'

const settleSeconds = 7
const measureSeconds = 10

interface Delay {
  p50: number
  p95: number
  frames: number
  /** From asking for the page until its first picture, in milliseconds. */
  firstPicture: number
}

interface Stage {
  server: BuiltServer
  room: string
  /** A folder that may be filled and is thrown away. */
  scratch: string
}

/**
 * Glass to glass: how old the picture is that a viewer sees. A page of the real server publishes a clock; the room's
 * real page plays it, and so does hls.js with its defaults from ffmpeg's plain HLS of the same frames.
 */
export async function measureLatency({ server, room, scratch }: Stage, rounds: number): Promise<Figures> {
  const quiet = await useOver(server.pid, 5)
  const peer = await startPlainHls(path.join(scratch, 'plain'))
  const tee = await startIngestTee(server.port, (flv) => peer.write(flv))
  const publisher = await openBrowser()
  const viewers = await openBrowser()
  try {
    await publishClock(
      publisher,
      `http://localhost:${tee.port}/dev/publish?source=clock&room=${room}&start=1`,
    )
    // The peer's player wants three whole segments before it begins.
    await sleep(10_000)
    const measured = await interleave(
      {
        ours: () => watch(viewers, `http://localhost:${server.port}/live/${room}`),
        plain: () => watch(viewers, peer.page),
      },
      rounds,
    )
    const busy = await useOver(server.pid, 10)
    return { ...latencyFigures(measured), ...useFigures(quiet, busy) }
  } finally {
    await Promise.allSettled([publisher.close(), viewers.close()])
    tee.close()
    peer.close()
  }
}

async function publishClock(browser: Browser, url: string): Promise<void> {
  const page = await openPage(browser)
  await page.goto(url)
}

/** Opens the page anew each round, lets it settle, and reads the clock from what it displays. */
async function watch(browser: Browser, url: string): Promise<Delay> {
  const page = await openPage(browser)
  try {
    const askedAt = Date.now()
    await page.goto(url, { waitUntil: 'commit' })
    await watchClock(page)
    const firstPicture = Date.now() - askedAt
    await sleep(settleSeconds * 1000)
    await takeSights(page)
    await sleep(measureSeconds * 1000)
    const ages = (await takeSights(page)).map(({ age }) => age)
    if (ages.length < measureSeconds * 5) throw new Error(`only ${ages.length} frames were seen on ${url}`)
    return { p50: quantile(ages, 0.5), p95: quantile(ages, 0.95), frames: ages.length, firstPicture }
  } finally {
    await page.close()
  }
}

async function openPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
  // The loader of TypeScript names functions through this helper, which a function sent into a page has not with it.
  await page.addInitScript('globalThis.__name ??= (named) => named')
  return page
}

interface Use {
  /** Share of one processor core, in percent. */
  corePercent: number
  rssMegabytes: number
}

async function useOver(pid: number, seconds: number): Promise<Use> {
  const before = await processUse(pid)
  await sleep(seconds * 1000)
  const after = await processUse(pid)
  return {
    corePercent: ((after.cpuSeconds - before.cpuSeconds) / seconds) * 100,
    rssMegabytes: after.rssBytes / 1e6,
  }
}

function latencyFigures({ ours, plain }: Record<'ours' | 'plain', Delay[]>): Figures {
  const of = (side: Delay[], what: keyof Delay) => side.map((round) => round[what])
  return {
    ...named('oursP50', 'Ms', spread(of(ours, 'p50'))),
    ...named('oursP95', 'Ms', spread(of(ours, 'p95'))),
    ...named('plainHlsP50', 'Ms', spread(of(plain, 'p50'))),
    ...named('plainHlsP95', 'Ms', spread(of(plain, 'p95'))),
    ...named('p50ToPlainHls', 'Ratio', ratioOf(of(ours, 'p50'), of(plain, 'p50'))),
    ...named('p95ToPlainHls', 'Ratio', ratioOf(of(ours, 'p95'), of(plain, 'p95'))),
    ...named('oursFirstPicture', 'Ms', spread(of(ours, 'firstPicture'))),
    ...named('plainHlsFirstPicture', 'Ms', spread(of(plain, 'firstPicture'))),
    oursFramesSeenPerRound: median(of(ours, 'frames')),
  }
}

/** What a stream with one viewer adds to a server that already carries the demo's own stream. */
function useFigures(quiet: Use, busy: Use): Figures {
  return {
    serverCpuPerStreamCorePercent: rounded(busy.corePercent - quiet.corePercent),
    serverCpuTotalCorePercent: rounded(busy.corePercent),
    serverMemoryPerStreamMegabytes: rounded(busy.rssMegabytes - quiet.rssMegabytes),
    serverMemoryTotalMegabytes: rounded(busy.rssMegabytes),
  }
}
