import type { BrowserContext, Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { texts as films } from '#app/features/training/films/films-texts.ts'
import { texts as learn } from '#app/features/training/learn-texts.ts'
import { untilAwake } from './fixtures/awake.ts'
import { chooseReading, readings } from './fixtures/language.ts'
import { markPage, openAs } from './fixtures/people.ts'
import { expectReadable } from './fixtures/readable.ts'
import { expect, test } from './fixtures/test.ts'

const { captions, clip, film, preparing, sending } = films.zh
const { course, lesson } = learn.zh
const seconds = 40

// What a refused form answers; a page without network, and the piece that was cut off by it.
test.use({
  allowedErrors: [
    /status of (409|422)|ERR_INTERNET_DISCONNECTED|manifest patches|ERR_FAILED|ERR_NETWORK_CHANGED/,
  ],
})

/** A film travels in pieces of so many bytes. */
const pieceBytes = 4 * 1024 * 1024

/** A moving test picture that travels in four pieces: what it is filled up with is no part of the film. */
async function makeFilm(folder: string): Promise<string> {
  const file = path.join(folder, 'harbour.mp4')
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=10:duration=${seconds}`]
  const tone = ['-f', 'lavfi', '-i', `sine=frequency=330:duration=${seconds}`]
  const coding = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '20', '-c:a', 'aac']
  execFileSync('ffmpeg', ['-v', 'error', ...picture, ...tone, ...coding, file])
  const filling = Buffer.alloc(3 * pieceBytes)
  filling.writeUInt32BE(filling.length)
  filling.write('free', 4)
  appendFileSync(file, filling)
  return file
}

async function send(page: Page, address: string, form: Record<string, string>): Promise<void> {
  const answer = await page.request.post(address, { form, headers: { Origin: new URL(page.url()).origin } })
  expect(answer.status(), `${address} ${form['deed'] ?? ''}`).toBeLessThan(400)
}

/** A course's draft with one lesson that waits for its film or clip. */
async function beginCourse(page: Page, slug: string, kind: 'video' | 'clip'): Promise<string> {
  const [module, lessonKey] = [randomUUID(), randomUUID()]
  const about = { key: randomUUID(), titleZh: '看海', slug, family: 'live', cover: 'cover-course-live' }
  await send(page, '/teach/courses', about)
  const address = `/teach/courses/${slug}`
  await send(page, address, { deed: 'add-module', key: module, titleZh: '第一部分' })
  await send(page, address, { deed: 'add-lesson', key: lessonKey, module, kind, titleZh: '看一遍' })
  return lessonKey
}

/** Where each piece that is sent begins; `cut` is asked before each, and one for which it answers true is lost. */
async function watchPieces(page: Page, cut: (piece: number) => Promise<boolean>): Promise<number[]> {
  const offsets: number[] = []
  await page.route('**/teach/films/upload/*', async (route) => {
    const request = route.request()
    if (request.method() !== 'PATCH') return route.continue()
    offsets.push(Number(request.headers()['upload-offset']))
    if (await cut(offsets.length)) await route.abort('internetdisconnected')
    else await route.continue()
  })
  return offsets
}

const chooseFilm = (page: Page, file: string) =>
  page.locator('main input[type=file]').first().setInputFiles(file)

/** Chooses a film while the page's scripts are still on their way. */
async function chooseBeforeScripts(page: Page, address: string, file: string): Promise<void> {
  let release = () => {}
  const chosen = new Promise<void>((resolve) => (release = resolve))
  await page.route('**/assets/*.js', async (route) => {
    await chosen
    await route.continue()
  })
  await page.goto(address, { waitUntil: 'commit' })
  await chooseFilm(page, file)
  release()
}

/** Sends a film over a network that is lost once, and from a page that is loaded anew once. */
async function sendFilm(context: BrowserContext, page: Page, address: string, file: string): Promise<void> {
  let reload: Promise<unknown> | undefined
  const offsets = await watchPieces(page, async (piece) => {
    if (piece === 2) await context.setOffline(true)
    if (piece === 4) reload = page.reload()
    return piece === 2 || piece === 4
  })
  await chooseBeforeScripts(page, address, file)
  await expect(page.getByText(sending.waiting)).toBeVisible({ timeout: 30_000 })
  await context.setOffline(false)
  await expect.poll(() => reload !== undefined, { timeout: 30_000 }).toBe(true)
  await reload
  await expect(page.getByText(new RegExp(sending.unfinished.replace('{{left}}', '\\d+')))).toBeVisible()
  await chooseFilm(page, file)
  await expect(page.getByText(preparing.title).first()).toBeVisible({ timeout: 20_000 })
  const [one, two, three] = [pieceBytes, 2 * pieceBytes, 3 * pieceBytes]
  expect(offsets, 'no piece that had arrived was sent again').toEqual([0, one, one, two, two, three])
}

async function playFrom(page: Page): Promise<number> {
  const video = page.locator('main video')
  await expect.poll(() => video.evaluate((one: HTMLVideoElement) => one.readyState)).toBeGreaterThan(0)
  return video.evaluate((one: HTMLVideoElement) => one.currentTime)
}

/** Plays until the film is at this second; `rate` times as fast, so that nobody waits. */
async function playUntil(page: Page, second: number, rate = 1): Promise<void> {
  await playFrom(page)
  // A player that opens its stream meanwhile stops what was begun before.
  const play = (one: HTMLVideoElement, speed: number) => {
    Object.assign(one, { muted: true, playbackRate: speed })
    if (one.paused && !one.ended) void one.play().catch(() => undefined)
    return one.currentTime
  }
  await expect
    .poll(() => page.locator('main video').evaluate(play, rate), { timeout: 40_000, intervals: [200] })
    .toBeGreaterThanOrEqual(second)
}

test('a film reaches its lesson over a bad network, and its learner goes on where she stopped', async ({
  context,
  newPhone,
  openDemo,
  server,
}, info) => {
  test.setTimeout(180_000)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-film-'))
  const page = await openDemo(context, 'administrator', '/teach/courses')
  const lessonKey = await beginCourse(page, 'watch-the-sea', 'video')
  await sendFilm(context, page, `/teach/courses/watch-the-sea/${lessonKey}`, await makeFilm(folder))
  await expect(page.getByRole('button', { name: film.drop })).toBeVisible({ timeout: 60_000 })

  const words = path.join(folder, 'harbour.srt')
  await writeFile(words, '1\n00:00:00,000 --> 00:00:39,000\n潮退了，船都回来了。\n')
  await page.getByLabel(captions.choose).setInputFiles(words)
  await page.getByRole('button', { name: captions.send }).click()
  await expect(page.getByText(captions.saved)).toBeVisible()
  for (const reading of readings.toReversed()) {
    await chooseReading(page, reading, server.url)
    await page.goto(`/teach/films/${lessonKey}`)
    await expect(page.locator('main video')).toBeVisible()
    await expectReadable(page, reading, `lesson-film-${reading}-${info.project.name}`)
  }
  await send(page, '/teach/courses/watch-the-sea', { deed: 'publish' })

  const hers = await newPhone()
  const learning = await openAs(hers, '13933350001', '/learn/watch-the-sea')
  await learning.getByRole('button', { name: course.start }).click()
  await learning.waitForURL(new RegExp(lessonKey))
  const cues = learning.locator('main video').evaluate(async (one: HTMLVideoElement) => {
    const track = one.textTracks[0]
    if (!track) return null
    track.mode = 'showing'
    for (let wait = 0; wait < 50 && !track.cues?.length; wait += 1)
      await new Promise((go) => setTimeout(go, 100))
    return { label: track.label, says: (track.cues?.[0] as VTTCue | undefined)?.text }
  })
  expect(await cues).toEqual({ label: lesson.captions, says: '潮退了，船都回来了。' })

  await playUntil(learning, 7)
  await hers.setOffline(true)
  await playUntil(learning, 14)
  const stopped = await playFrom(learning)
  await learning.locator('main video').evaluate((one: HTMLVideoElement) => one.pause())
  await hers.setOffline(false)

  const other = await newPhone()
  const address = new URL(learning.url()).pathname
  const elsewhere = await openAs(other, '13933350001', address)
  await expect(async () => {
    await elsewhere.reload()
    expect(Math.abs((await playFrom(elsewhere)) - stopped)).toBeLessThanOrEqual(5)
  }).toPass({ timeout: 30_000 })

  await playUntil(elsewhere, seconds - 0.5, 4)
  await expect(async () => {
    await learning.reload()
    await expect(learning.getByText(lesson.watchedEnough)).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 20_000 })
})

test('the demo has a film with captions and a clip of its replay, and both play', async ({ context }) => {
  const page = await openAs(context, '13933350002', '/learn/watch-first')
  await page.getByRole('button', { name: course.start }).click()
  await page.waitForURL(/\/learn\/watch-first\/[0-9a-f-]{36}/)
  await playUntil(page, 1)
  await page.getByRole('link', { name: lesson.next }).first().click()
  await playUntil(page, 7)
})

test('a clip is a stretch of a replay, typed or taken from what plays', async ({
  context,
  openDemo,
  server,
}, info) => {
  const page = await openDemo(context, 'administrator', '/teach/courses')
  const lessonKey = await beginCourse(page, 'a-stretch', 'clip')
  // An address that looks for what is not there shows the search; what is found is put in without leaving the page.
  await page.goto(`/teach/films/${lessonKey}?find=no-such-replay`)
  await expect(page.getByText(clip.foundNone)).toBeVisible()
  const replays = page.getByLabel(clip.replay)
  await expect(replays.getByRole('option')).toHaveCount(1)
  await untilAwake(page)
  const stays = await markPage(page)
  await page.getByLabel(clip.find).fill('林秀英')
  await page.getByRole('button', { name: clip.search, exact: true }).click()
  await expect(replays.getByRole('option')).toHaveCount(2)
  await stays()
  await replays.selectOption({ index: 1 })
  await page.getByLabel(clip.from).fill('0:06')
  await page.getByLabel(clip.to).fill('9:00')
  await page.getByRole('button', { name: clip.save }).click()
  await expect(page.getByText(clip.pastEnd)).toBeVisible()
  await expect(page.getByLabel(clip.from)).toHaveValue('0:06')
  await playUntil(page, 3)
  await page.getByRole('button', { name: clip.toHere }).click()
  await page.getByLabel(clip.from).fill('0:01')
  await page.getByRole('button', { name: clip.save }).click()
  await expect(page.getByText(clip.saved)).toBeVisible()
  for (const reading of readings) {
    await chooseReading(page, reading, server.url)
    await page.reload()
    await expect(page.locator('h1')).toBeVisible()
    await expectReadable(page, reading, `lesson-clip-${reading}-${info.project.name}`)
  }
})

test('a replay is found and a clip of it set without scripts, and what is refused keeps what was found', async ({
  context,
  browser,
  openDemo,
  server,
}) => {
  const page = await openDemo(context, 'administrator', '/teach/courses')
  const lessonKey = await beginCourse(page, 'a-plain-stretch', 'clip')
  const plain = await browser.newContext({
    ...{ baseURL: server.url, javaScriptEnabled: false, locale: 'zh-CN' },
    storageState: await context.storageState(),
  })
  const other = await plain.newPage()
  await other.goto(`/teach/films/${lessonKey}?find=no-such-replay`)
  await other.getByLabel(clip.find).fill('林秀英')
  await other.getByRole('button', { name: clip.search, exact: true }).click()
  const replays = other.getByLabel(clip.replay)
  await replays.selectOption({ index: 1 })
  const chosen = await replays.inputValue()
  await other.getByLabel(clip.from).fill('0:06')
  await other.getByLabel(clip.to).fill('9:00')
  await other.getByRole('button', { name: clip.save }).click()
  await expect(other.getByText(clip.pastEnd)).toBeVisible()
  await expect(replays).toHaveValue(chosen)
  await expect(other.getByLabel(clip.find)).toHaveValue('林秀英')
  await other.getByLabel(clip.to).fill('0:20')
  await other.getByRole('button', { name: clip.save }).click()
  await expect(other.getByText(clip.saved)).toBeVisible()
  await plain.close()
})
