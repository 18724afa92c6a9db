import { setTimeout as sleep } from 'node:timers/promises'
import { publishByRtmp } from './fixtures/obs.ts'
import { expectMovingPicture } from './fixtures/picture.ts'
import { createRoom, findReplay, replayLength, waitUntilOnAir } from './fixtures/rooms.ts'
import { expect, test, withOwnServer } from './fixtures/test.ts'

/** A part's greatest length and the publisher's own report being a moment old, in seconds. */
const tolerance = 0.8

test.use({
  allowedErrors: [
    /ERR_CONNECTION_REFUSED/,
    /ERR_EMPTY_RESPONSE/,
    /ERR_CONNECTION_RESET/,
    /ERR_INCOMPLETE_CHUNKED/,
    /Failed to fetch/,
    /404/,
    /503/,
  ],
})
test.setTimeout(120_000)

test('after kill -9 in mid-broadcast the same room goes on, and its replay holds both halves', async ({
  browser,
}) => {
  await withOwnServer({}, async (server, restart) => {
    const room = await createRoom(server, 'killed')
    const first = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey })
    await waitUntilOnAir(server, room.slug)
    const page = await browser.newPage({ baseURL: server.url })
    await page.goto(`/live/${room.slug}`)
    await expectMovingPicture(page)
    await sleep(3000)

    // From here on ffmpeg counts what it writes to nobody, until it learns that the line is gone.
    const sentFirst = first.sentSeconds()
    server.process.kill('SIGKILL')
    await first.exited
    const again = await restart()

    const seconds = 8
    const second = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey, seconds })
    await waitUntilOnAir(again, room.slug)
    await expectMovingPicture(page)
    expect(await second.exited, second.log()).toBe(0)
    await page.close()

    const length = await replayLength(again, await findReplay(again, room.slug))
    const sent = sentFirst + seconds
    expect(Math.abs(length - sent), `${length} s of ${sent} s`).toBeLessThanOrEqual(tolerance)
  })
})

test('an orderly stop ends the broadcast: the replay is there when the server is back', async () => {
  await withOwnServer({}, async (server, restart) => {
    const room = await createRoom(server, 'stopped')
    const obs = publishByRtmp({ rtmpPort: server.rtmpPort, streamKey: room.streamKey })
    await waitUntilOnAir(server, room.slug)
    await sleep(5000)
    const sent = obs.sentSeconds()
    expect(await server.stop()).toBe(0)
    await obs.exited
    const again = await restart()
    const length = await replayLength(again, await findReplay(again, room.slug))
    expect(Math.abs(length - sent), `${length} s of ${sent} s`).toBeLessThanOrEqual(tolerance)
  })
})
