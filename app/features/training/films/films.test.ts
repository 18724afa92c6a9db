import { copyFile, readdir, readFile, statfs, writeFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { beforeEach, expect, test, vi } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { openFile } from '#app/kernel/files.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { dropCaptions, setCaptions } from './captions.server.ts'
import { dropClip, setClip } from './clips.server.ts'
import { probeFilm } from './ffmpeg.server.ts'
import { filmMoves, largestFilm, readMoment, sayMoment, statesBefore, uploadLifeMs } from './films.ts'
import { beginFilm, dropFilm, filmArrived, giveUpFilm } from './films.server.ts'
import { findLessonMedia } from './media.server.ts'
import { prepareFilm } from './prepare-film.server.ts'
import { sweepFilms } from './sweep-films.server.ts'
import { makeDraft, makeFilm, makeLecturer, makeReplay, publish } from './testing.server.ts'
import { uploadPlace, uploadsFolder, workPlaces } from './uploads-folder.server.ts'

// Films are coded in software, beside whatever else this machine does.
vi.setConfig({ testTimeout: 60_000 })

let senderId: string

const gibibyte = 1024 * 1024 * 1024

beforeEach(async () => {
  await freshDatabase()
  senderId = await makeLecturer()
})

async function begin(lesson: string): Promise<string> {
  const begun = await beginFilm({ senderId, lesson, bytes: 1000 })
  if (!begun.ok) throw new Error(begun.reason)
  return begun.value.id
}

/** A film that has arrived whole and waits to be prepared. */
async function arrive(lesson: string, file: string): Promise<string> {
  const id = await begin(lesson)
  await copyFile(file, await uploadPlace(id))
  await filmArrived(id)
  return id
}

const filmOf = (id: string) => database().film.findUniqueOrThrow({ where: { id } })
const lessonOf = (key: string) => database().lesson.findFirstOrThrow({ where: { key } })
const mediaOf = async (key: string) => (await findLessonMedia(key, senderId))?.media

/** A stored file's bytes on the disk. */
async function fileAt(id: string): Promise<{ at: string; bytes: Buffer }> {
  const opened = await openFile(id)
  if (opened === null) throw new Error('there is no such file')
  const bytes = await buffer(await opened.read())
  const { prepared: at } = await workPlaces('seen')
  await writeFile(at, bytes)
  return { at, bytes }
}

test('a film that fits is copied: its index in front, its length known, and nothing in it of where it was taken', async () => {
  const { lesson } = await makeDraft()
  const id = await arrive(lesson, await makeFilm({ seconds: 3 }))
  await prepareFilm(id)
  const film = await filmOf(id)
  expect(film.state).toBe('ready')
  const { at, bytes } = await fileAt(film.fileId ?? '')
  expect(await probeFilm(at, 'mov')).toMatchObject({
    picture: { codec: 'h264', shorter: 180 },
    sound: { codec: 'aac' },
  })
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'))
  expect(bytes.includes('+36.2+120.2')).toBe(false)
  const media = await mediaOf(lesson)
  expect(media).toMatchObject({ underWay: null, film: { src: `/files/${film.fileId}`, seconds: 3 } })
  expect(media?.film?.poster).toBe(`/files/${film.posterFileId}`)
  expect(await readdir(await uploadsFolder()), 'what arrived is gone').not.toContain(id)
})

test('a job that runs twice keeps one file', async () => {
  const { lesson } = await makeDraft()
  const id = await arrive(lesson, await makeFilm())
  await Promise.allSettled([prepareFilm(id), prepareFilm(id)])
  await prepareFilm(id)
  const film = await filmOf(id)
  expect(film.state).toBe('ready')
  const kept = await database().storedFile.findMany({ select: { id: true, contentType: true } })
  expect(kept.map(({ contentType }) => contentType).toSorted()).toEqual(['image/jpeg', 'video/mp4'])
})

test('what no browser plays is coded anew, also without sound, and fits a phone', async () => {
  const { lesson } = await makeDraft()
  const coding = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-s', '1920x1080']
  const id = await arrive(lesson, await makeFilm({ name: 'film.webm', coding, sound: false, seconds: 1.5 }))
  await prepareFilm(id)
  const film = await filmOf(id)
  expect(film).toMatchObject({ state: 'ready', reason: null })
  const { at } = await fileAt(film.fileId ?? '')
  expect(await probeFilm(at, 'mov')).toMatchObject({ picture: { codec: 'h264', shorter: 720 }, sound: null })
})

test('of films that are announced at once no more begin than the disk has room for', async () => {
  const { bavail, bsize } = await statfs(await uploadsFolder())
  // As much as is taken in all: three times the film, and two gibibytes stay free.
  const room = Math.floor((bavail * bsize - 2 * gibibyte) / 3)
  const bytes = Math.min(largestFilm, Math.floor(room / 2))
  const lessons = await Promise.all(Array.from({ length: 8 }, async () => (await makeDraft()).lesson))
  // What others are sending leaves room for one and a half.
  const { id: lessonId } = await lessonOf((await makeDraft()).lesson)
  const taken = { lessonId, senderId, bytes: room - Math.floor(1.5 * bytes) }
  await database().film.create({ data: { ...taken, begunAt: new Date(), changedAt: new Date() } })
  const begun = await Promise.all(lessons.map((lesson) => beginFilm({ senderId, lesson, bytes })))
  expect(begun.map((one) => (one.ok ? 'begun' : one.reason)).toSorted()).toEqual([
    'begun',
    ...Array<string>(7).fill('no-room'),
  ])
})

test('what is no film, has no picture or is too short comes to nothing and says why', async () => {
  const tone = ['-vn', '-c:a', 'aac']
  const cases: [string, string][] = [
    [await makeFilm({ coding: tone }), 'no-picture'],
    [await makeFilm({ seconds: 0.3 }), 'too-short'],
  ]
  const cut = await makeFilm()
  await writeFile(cut, (await readFile(cut)).subarray(0, 4000))
  cases.push([cut, 'broken'])
  for (const [file, reason] of cases) {
    const { lesson } = await makeDraft()
    const id = await arrive(lesson, file)
    await prepareFilm(id)
    expect(await filmOf(id)).toMatchObject({ state: 'failed', reason })
    expect((await mediaOf(lesson))?.underWay).toMatchObject({ state: 'failed', failure: reason })
    expect((await lessonOf(lesson)).videoFileId).toBeNull()
  }
  const { lesson } = await makeDraft()
  const lost = await begin(lesson)
  await filmArrived(lost)
  await prepareFilm(lost)
  expect(await filmOf(lost)).toMatchObject({ state: 'failed', reason: 'lost' })
})

test('a lesson has one film on its way: her next takes the place of hers, and not of another’s', async () => {
  const { lesson } = await makeDraft()
  const first = await begin(lesson)
  const second = await begin(lesson)
  expect((await filmOf(first)).state).toBe('given_up')
  const another = await makeLecturer()
  expect(await beginFilm({ senderId: another, lesson, bytes: 1000 })).toEqual({
    ok: false,
    reason: 'under-way',
  })
  expect((await findLessonMedia(lesson, another))?.media.underWay).toMatchObject({ id: second, hers: false })
  expect((await giveUpFilm({ lesson, personId: another })).ok).toBe(true)
  expect((await beginFilm({ senderId: another, lesson, bytes: 1000 })).ok).toBe(true)
  await prepareFilm(second)
  expect((await filmOf(second)).state).toBe('given_up')
})

test('a film given up while it is prepared is kept nowhere', async () => {
  const { lesson } = await makeDraft()
  const id = await arrive(lesson, await makeFilm())
  const preparing = prepareFilm(id)
  await giveUpFilm({ lesson, personId: senderId })
  await preparing
  expect((await filmOf(id)).state).toBe('given_up')
  expect(await database().storedFile.count({ where: { contentType: 'video/mp4' } })).toBe(0)
})

test('what a published version shows stays, and what no version shows goes', async () => {
  const kept = await makeDraft()
  const dropped = await makeDraft()
  const ids: string[] = []
  for (const { lesson } of [kept, dropped]) {
    const id = await arrive(lesson, await makeFilm())
    await prepareFilm(id)
    ids.push(id)
  }
  await publish(kept.version)
  expect(await dropFilm({ lesson: kept.lesson, personId: senderId })).toEqual({ ok: false, reason: 'absent' })
  const { fileId } = await filmOf(ids[0] ?? '')
  await expect(database().storedFile.delete({ where: { id: fileId ?? '' } })).rejects.toThrow()
  expect((await dropFilm({ lesson: dropped.lesson, personId: senderId })).ok).toBe(true)
  const later = new Date(Date.now() + 2 * uploadLifeMs)
  const unfinished = await begin((await makeDraft()).lesson)
  await writeFile(await uploadPlace(unfinished), 'half')
  await sweepFilms(later)
  const films = await database().film.findMany({
    orderBy: { begunAt: 'asc' },
    select: { id: true, state: true },
  })
  expect(films).toEqual([
    { id: ids[0], state: 'ready' },
    { id: unfinished, state: 'given_up' },
  ])
  expect(await database().storedFile.count()).toBe(2)
  expect(await readdir(await uploadsFolder())).not.toContain(unfinished)
})

const srt = Buffer.from('1\n00:00:00,500 --> 00:00:01,000\n来了啊？\n')

test('captions are kept as WebVTT, replaced, and taken away; those of another film are refused', async () => {
  const { lesson } = await makeDraft()
  const asked = { lesson, personId: senderId }
  await prepareFilm(await arrive(lesson, await makeFilm()))
  expect((await setCaptions({ ...asked, bytes: srt })).ok).toBe(true)
  const first = (await lessonOf(lesson)).captionsFileId ?? ''
  expect((await fileAt(first)).bytes.toString()).toContain('00:00:00.500 --> 00:00:01.000\n来了啊？')
  expect((await setCaptions({ ...asked, bytes: srt })).ok).toBe(true)
  expect(await openFile(first), 'those before are gone').toBeNull()
  const late = Buffer.from('1\n00:10:00,500 --> 00:10:01,000\n来了啊？\n')
  expect(await setCaptions({ ...asked, bytes: late })).toMatchObject({
    ok: false,
    reason: { fault: 'other-film' },
  })
  const wrong = { ok: false, reason: { fault: 'no-times', line: 1 } }
  expect(await setCaptions({ ...asked, bytes: Buffer.from('蛤蜊') })).toEqual(wrong)
  expect((await dropCaptions(asked)).ok).toBe(true)
  expect((await lessonOf(lesson)).captionsFileId).toBeNull()
  expect(await database().storedFile.count({ where: { contentType: 'text/vtt' } })).toBe(0)
})

test('a published lesson takes neither film nor captions nor clip', async () => {
  const clip = await makeDraft('clip')
  const asked = { lesson: clip.lesson, personId: senderId }
  await setClip({ ...asked, replay: await makeReplay(), from: 0, to: 5000 })
  await publish(clip.version)
  expect(await dropClip(asked)).toEqual({ ok: false, reason: 'absent' })
  expect(await beginFilm({ senderId, lesson: clip.lesson, bytes: 1 })).toEqual({
    ok: false,
    reason: 'no-draft',
  })
  expect(await setCaptions({ ...asked, bytes: srt })).toEqual({ ok: false, reason: 'absent' })
  expect(await findLessonMedia(clip.lesson, senderId)).toBeNull()
})

test('a film comes into every state from its beginning, and out of none that is an end', () => {
  const reached = new Set(['uploading', ...Object.values(filmMoves).flat()])
  expect([...reached].toSorted()).toEqual(Object.keys(filmMoves).toSorted())
  expect(statesBefore('ready')).toEqual(['preparing'])
  expect(statesBefore('given_up')).toEqual(['uploading', 'preparing'])
})

test('moments are read as people write them, and read back as they are said', () => {
  expect(['1:05', '65', '0:01:05', '1:05.5', '1：05'].map(readMoment)).toEqual([
    65_000, 65_000, 65_000, 65_500, 65_000,
  ])
  expect(['', '1:65', 'x', '-1', '1:60:00', '1:2:3:4'].map(readMoment)).toEqual(Array(6).fill(null))
  for (const ms of [0, 900, 59_900, 65_000, 3_600_000, 3_725_500]) expect(readMoment(sayMoment(ms))).toBe(ms)
})
