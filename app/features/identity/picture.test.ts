import { setInterval as every } from 'node:timers/promises'
import { deflateSync, crc32 } from 'node:zlib'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { openFile } from '#app/kernel/files.server.ts'
import { log } from '#app/kernel/log.server.ts'
import { startJobs } from '#app/kernel/outbox.server.ts'
import { freshDatabase, testDatabaseUrl } from '#server/database/testing.ts'
import { createPerson } from './people.server.ts'
import { chooseDrawing, uploadPhoto } from './picture.server.ts'
import { largestPhoto } from '#app/kernel/photos.ts'
import { drawings } from './drawings.ts'
import { PictureForm } from './picture.ts'

const actor = { kind: 'system', name: 'test' } as const
let personId: string

beforeEach(async () => {
  await freshDatabase()
  const made = await createPerson({ name: '王大姐' }, { actor })
  if (!made.ok) throw new Error(made.reason)
  personId = made.value.id
})

/** A photo as a phone takes it: large, turned, and saying where. */
function photoWithPlace(): Promise<Buffer> {
  return sharp({ create: { width: 1200, height: 900, channels: 3, background: '#13656f' } })
    .withExif({
      IFD0: { Make: 'Hongdao Phone', Orientation: '6' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '36/1 13/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '120/1 15/1 0/1',
      },
    })
    .jpeg()
    .toBuffer()
}

function shownPicture(): Promise<string | null> {
  return database()
    .person.findUniqueOrThrow({ where: { id: personId } })
    .then(({ picture }) => picture)
}

async function bytesOf(address: string | null): Promise<Buffer> {
  const found = await openFile((address ?? '').replace('/files/', ''))
  if (found === null) throw new Error(`there is no file at ${address}`)
  const chunks: Buffer[] = []
  for await (const chunk of await found.read()) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

describe('a photo', () => {
  test('is kept square and small, without the place where it was taken', async () => {
    const photo = await photoWithPlace()
    const told = (await sharp(photo).metadata()).exif
    expect(told?.toString('latin1')).toContain('Hongdao Phone')
    // The directory of GPS tags (0x8825), in either byte order.
    expect(told?.includes(Buffer.from([0x88, 0x25])) || told?.includes(Buffer.from([0x25, 0x88]))).toBe(true)

    expect(await uploadPhoto({ personId, photo })).toEqual({ ok: true, value: undefined })
    const kept = await bytesOf(await shownPicture())
    const about = await sharp(kept).metadata()
    expect(about).toMatchObject({ format: 'jpeg', width: 256, height: 256 })
    expect([about.exif, about.xmp, about.iptc, about.icc]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(kept.toString('latin1')).not.toMatch(/Exif|GPS|Hongdao Phone/)
    expect(kept.length).toBeLessThan(40_000)
  })

  test('takes the place of the one before, whose row and bytes go', async () => {
    await uploadPhoto({ personId, photo: await photoWithPlace() })
    const first = await database().storedFile.findFirstOrThrow()
    await uploadPhoto({ personId, photo: await photoWithPlace() })
    expect(await database().storedFile.findMany({ select: { ownerId: true } })).toEqual([
      { ownerId: personId },
    ])
    const { fileStorage } = await import('#app/kernel/file-storage.server.ts')
    const stored = async () => (await (await fileStorage()).open(first.storageKey)).destroy()
    await stored()
    await runJobs()
    await expect(stored()).rejects.toThrow('ENOENT')
  })

  test('several at once leave one file behind, the one that is shown', async () => {
    const photo = await photoWithPlace()
    const answers = await Promise.all(Array.from({ length: 6 }, () => uploadPhoto({ personId, photo })))
    // Four of hers wait at the most.
    expect(answers.map((answer) => answer.ok || answer.reason)).toEqual([
      true,
      true,
      true,
      true,
      'busy',
      'busy',
    ])
    const files = await database().storedFile.findMany({ select: { id: true } })
    expect(files.map(({ id }) => `/files/${id}`)).toEqual([await shownPicture()])
  })

  test('is worked on beside the event loop, which goes on', async () => {
    const photo = await sharp({
      create: {
        width: 3000,
        height: 3000,
        channels: 3,
        noise: { type: 'gaussian', mean: 128, sigma: 6 },
        background: '#fff',
      },
    })
      .webp({ quality: 40, effort: 0 })
      .toBuffer()
    const began = performance.now()
    let [longest, last] = [0, began]
    const turning = setInterval(() => {
      longest = Math.max(longest, performance.now() - last)
      last = performance.now()
    }, 5)
    expect(await uploadPhoto({ personId, photo })).toMatchObject({ ok: true })
    clearInterval(turning)
    // Unpacked on the event loop's own thread it would stand still nearly all the while, on whatever machine.
    expect(longest / (performance.now() - began)).toBeLessThan(0.5)
  })
})

describe('what is no usable photo is refused, and her picture stays', () => {
  beforeEach(() => chooseDrawing({ personId, drawing: 'oyster' }))

  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  const hostile: [string, () => Promise<Uint8Array> | Uint8Array, string][] = [
    ['a drawing that carries a script', () => Buffer.from(`<?xml version="1.0"?>${svg}`), 'not-a-photo'],
    ['a page', () => Buffer.from('<!doctype html><script>alert(1)</script>'), 'not-a-photo'],
    [
      'a page behind the first bytes of a photo',
      () => Buffer.from('\xff\xd8\xff<html>', 'latin1'),
      'broken-photo',
    ],
    ['a film', () => Buffer.from('\0\0\0\x18ftypmp42\0\0\0\0mp42isom', 'latin1'), 'not-a-photo'],
    ['nothing', () => new Uint8Array(), 'not-a-photo'],
    ['what is too large', () => new Uint8Array(largestPhoto + 1), 'too-big'],
    ['a photo that was cut off', async () => (await photoWithPlace()).subarray(0, 3000), 'broken-photo'],
    ['a small file of a great many pixels', () => pngBomb(30_000, 30_000), 'too-many-pixels'],
    ['one that lies about how many', () => pngBomb(8000, 8000, 10), 'broken-photo'],
  ]

  test.each(hostile)('%s', async (_what, make, reason) => {
    const before = process.memoryUsage().rss
    expect(await uploadPhoto({ personId, photo: await make() })).toEqual({ ok: false, reason })
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
    expect(await shownPicture()).toBe('/art/oyster.svg')
    expect(await database().storedFile.count()).toBe(0)
  })
})

describe('a drawing', () => {
  test.each(drawings)('$file is there', async ({ file }) => {
    const { access } = await import('node:fs/promises')
    await access(`public/art/${file}.svg`)
    await chooseDrawing({ personId, drawing: file })
    expect(await shownPicture()).toBe(`/art/${file}.svg`)
  })

  test('takes the place of a photo, and none the place of a drawing', async () => {
    await uploadPhoto({ personId, photo: await photoWithPlace() })
    await chooseDrawing({ personId, drawing: 'whelk' })
    expect(await database().storedFile.count()).toBe(0)
    await chooseDrawing({ personId, drawing: 'none' })
    expect(await shownPicture()).toBeNull()
  })

  test('is one of ours and no address', () => {
    for (const drawing of ['../../etc/passwd', 'https://elsewhere/x.svg', 'mark', ''])
      expect(PictureForm.safeParse({ kind: 'drawing', drawing }).success).toBe(false)
  })
})

async function runJobs(): Promise<void> {
  const runner = await startJobs({ databaseUrl: testDatabaseUrl(), jobs: () => ({}), log })
  const waiting = () =>
    database().$queryRaw<[{ n: bigint }]>`SELECT count(*) AS n FROM graphile_worker._private_jobs`
  for await (const _ of every(50)) if ((await waiting())[0].n === 0n) break
  await runner.stop()
}

/** A PNG of one colour: its lines pack a thousandfold. With fewer lines than it says, it lies. */
function pngBomb(width: number, height: number, lines = Math.min(height, 500)): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const pixels = deflateSync(Buffer.alloc((width * 3 + 1) * lines))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
