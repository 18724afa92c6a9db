import { createServer } from 'node:net'
import { isStillPublishing, publishByRtmp } from './fixtures/obs.ts'
import { expectMovingPicture, expectSound } from './fixtures/picture.ts'
import { createRoom, findReplay, replayLength, waitUntilOnAir } from './fixtures/rooms.ts'
import { expect, test, withOwnServer } from './fixtures/test.ts'

/** A part's greatest length, in seconds: what a recording may lack at its end. */
const onePart = 0.5

for (const { rate, sampleRate } of [
  { rate: 25, sampleRate: 44_100 },
  { rate: 30, sampleRate: 48_000 },
]) {
  test(`OBS at ${rate} frames and ${sampleRate} Hz, with B-frames, is seen and heard; its replay is as long as it was`, async ({
    page,
    server,
  }) => {
    const room = await createRoom(server, `obs-${rate}`)
    const seconds = 14
    const obs = publishByRtmp({
      rtmpPort: server.rtmpPort,
      streamKey: room.streamKey,
      rate,
      sampleRate,
      bFrames: 2,
      seconds,
    })
    await waitUntilOnAir(server, room.slug)
    await page.goto(`/live/${room.slug}`)
    await expectMovingPicture(page)
    await expectSound(page)
    expect(await obs.exited, obs.log()).toBe(0)
    const length = await replayLength(server, await findReplay(server, room.slug))
    expect(Math.abs(length - seconds), `${length} s of ${seconds} s`).toBeLessThanOrEqual(onePart)
  })
}

test('a wrong key is refused', async ({ server }) => {
  const obs = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: 'not-a-key-of-any-room', seconds: 10 })
  expect(await isStillPublishing(obs, 8000)).toBe(false)
  expect(await obs.exited).not.toBe(0)
})

test('a second publisher on the same key is refused, and the first stays on air', async ({ server }) => {
  const room = await createRoom(server, 'one-seat')
  const first = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey })
  await waitUntilOnAir(server, room.slug)
  const second = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey, seconds: 10 })
  expect(await isStillPublishing(second, 8000)).toBe(false)
  expect(await isStillPublishing(first, 1000)).toBe(true)
  expect((await fetch(`${server.url}/live/${room.slug}/index.m3u8`)).status).toBe(200)
  await first.stop()
})

test('a taken RTMP port leaves the pages and the browser publisher working', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((listening) => taken.once('listening', listening))
  const address = taken.address()
  const rtmpPort = typeof address === 'object' && address !== null ? address.port : 0
  await withOwnServer({ rtmpPort }, async (server) => {
    expect((await fetch(server.url)).status).toBe(200)
    expect(await server.stop()).toBe(0)
  })
  taken.close()
})
