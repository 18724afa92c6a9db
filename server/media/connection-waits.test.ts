import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { silentLog } from './log.ts'
import { createOrigin } from './origin.ts'
import { openChannel, publish } from './testing/channel.ts'
import { temporaryFolder } from './testing/folder.ts'

/** A room on air with so many places for waiting requests, and what is asked for to wait there. */
async function onAir({ mostWaiting }: { mostWaiting?: number } = {}) {
  const channel = await openChannel(await temporaryFolder(), { mostWaiting })
  onTestFinished(async () => void (await channel.end()))
  publish(channel, { seconds: 5 })
  const origin = createOrigin({
    channels: new Map([['harbour', channel]]),
    recordingsFolder: '/nowhere',
    mayWatchRecording: () => Promise.resolve(true),
    log: silentLog,
  })
  const server = createServer(origin).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const line = `GET /live/harbour/index.m3u8?_HLS_msn=${channel.stats().segments} HTTP/1.1\r\nHost: ours\r\n\r\n`
  const waiting = () => channel.stats().waiting
  return { channel, port, line, waiting }
}

/** Says all of it at once, as a client does that asks ahead, and keeps what it hears until the connection ends. */
function say(port: number, words: string) {
  const socket = connect(port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  let heard = ''
  socket.on('data', (bytes) => (heard += bytes.toString('latin1')))
  socket.on('error', () => undefined)
  socket.write(words)
  return { socket, heard: () => heard, gone: goneFrom(socket) }
}

async function goneFrom(socket: Socket): Promise<true> {
  await once(socket, 'close')
  return true
}

test('a connection that asks far ahead takes no places, and is closed', async () => {
  const { port, line, waiting, channel } = await onAir({ mostWaiting: 20 })
  const viewer = say(port, line)
  await expect.poll(waiting).toBe(1)
  const greedy = say(port, line.repeat(2_000))
  expect(await greedy.gone).toBe(true)
  expect(greedy.heard().match(/^HTTP\/1\.1 \d+/gm)).toEqual(Array(7).fill('HTTP/1.1 503'))
  expect(greedy.heard().match(/^Connection: close/gm)).toHaveLength(1)
  expect(waiting()).toBe(1)

  await channel.end()
  await expect.poll(() => viewer.heard()).toContain('HTTP/1.1 200')
})

test('a player that asks for some things ahead on one connection gets them all', async () => {
  const { port, line, waiting, channel } = await onAir()
  const player = say(port, line.repeat(6))
  await expect.poll(waiting).toBe(6)
  await channel.end()
  const answers = () => player.heard().match(/^HTTP\/1\.1 200/gm)?.length
  await expect.poll(answers).toBe(6)
  player.socket.write(line)
  await expect.poll(answers).toBe(7)
})

test('when a connection goes, those that wait behind its first request go as well', async () => {
  const { port, line, waiting } = await onAir()
  const player = say(port, line.repeat(5))
  await expect.poll(waiting).toBe(5)
  player.socket.destroy()
  await expect.poll(waiting).toBe(0)
})
