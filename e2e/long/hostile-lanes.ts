import { setTimeout as sleep } from 'node:timers/promises'
import { hostileRequests, sendHostile } from './hostile-http.ts'
import { conversation, publishHostile } from './hostile-ingest.ts'
import { drawn, understoodEvent, type EventInput } from './hostile-events.ts'
import { brokenPacket, brokenUpgrade } from './hostile-packets.ts'
import { answerToRaw, openHostileSocket, type Answered, type HostileSocket } from './hostile-socket.ts'

/** What a lane of a run works with; a lane sends `count` inputs that `seed` decides. */
export interface Lane {
  port: number
  /** A source address of its own on the loopback. */
  from: string
  seed: number
  count: number
  /** Notes what the server must not do. */
  wrong: (problem: string) => void
  unanswered: (count: number) => void
}

/** As fast as a connection may: 40 events in 4 seconds. */
const eventEveryMs = 110
const answerWithinMs = 10_000

/** Events that the server understands: each is answered once, and refused for a reason of the contract. */
export async function sendEvents(
  lane: Lane & { cookie?: string; room: string; reasons: ReadonlySet<string> },
): Promise<void> {
  const socket = await openHostileSocket(lane)
  const sent = new Map<number, EventInput>()
  socket.ask(JSON.stringify(['enter', { room: lane.room, broadcast: null, after: null }]))
  for await (const input of drawn(understoodEvent, lane.seed, lane.count)) {
    await sleep(eventEveryMs)
    if (!socket.isOpen()) return lane.wrong(`a line was cut after ${shown([...sent.values()].at(-1)?.words)}`)
    sent.set(socket.ask(input.words), input)
  }
  await until(() => [...sent.keys()].every((number) => socket.answers.has(number)))
  lane.unanswered([...sent.keys()].filter((number) => !socket.answers.has(number)).length)
  for (const [number, { words }] of sent) {
    const problem = wrongWith(socket.answers.get(number) ?? [], lane.reasons)
    if (problem !== null) lane.wrong(`${problem}: ${shown(words)}`)
  }
  socket.close()
}

function wrongWith(answers: Answered[], reasons: ReadonlySet<string>): string | null {
  const [answer] = answers
  if (answer === undefined || answers.length > 1) return `answered ${answers.length} times`
  if (answer.ok === true) return null
  return reasons.has(answer.reason) ? null : `refused for ${answer.reason}`
}

const packetsEach = 3

/** What no client sends, on lines that are opened anew for every few of them. */
export async function sendPackets(lane: Lane): Promise<void> {
  let [socket, sent]: [HostileSocket | null, number] = [null, 0]
  for await (const packet of drawn(brokenPacket, lane.seed, lane.count)) {
    if (sent % packetsEach === 0) {
      await sleep(15)
      socket?.close()
      socket = await openOrNote(lane)
    }
    sent += 1
    socket?.send(packet)
  }
  await sleep(15)
  socket?.close()
}

async function openOrNote(lane: Lane): Promise<HostileSocket | null> {
  try {
    return await openHostileSocket(lane)
  } catch (error) {
    lane.wrong(`no line could be opened: ${String(error)}`)
    return null
  }
}

/** Lines that are asked for in the wrong way: each gets an answer, and none says that the server failed. */
export async function sendUpgrades({ port, from, seed, count, wrong }: Lane): Promise<void> {
  for await (const request of drawn(brokenUpgrade, seed, count)) {
    const answer = await answerToRaw(port, from, request)
    if (answer.startsWith('HTTP/1.1 5') || answer === 'no answer')
      wrong(`${answer.slice(0, 30)} to ${shown(request)}`)
  }
}

/** Far more than a page sends: refused, and then cut. */
export async function flood(lane: Lane): Promise<void> {
  const socket = await openHostileSocket(lane)
  for (let number = 0; number < lane.count && socket.isOpen(); number++) {
    socket.ask('["like",{"count":1}]')
    if (number % 50 === 0) await sleep(1)
  }
  await until(() => !socket.isOpen())
  if (socket.isOpen()) lane.wrong(`a flood of ${lane.count} events was not cut`)
  socket.close()
}

/** Publishers, some with a ticket for a room of their own, who say one thing after another. */
export async function publish(lane: Lane & { findTicket: () => Promise<string> }): Promise<void> {
  const { port, from, wrong, findTicket } = lane
  let left = lane.count
  for await (const inputs of drawn(conversation, lane.seed, Math.ceil(lane.count / 6))) {
    if (left <= 0) return
    left -= inputs.length
    const ticket = left % 3 === 0 ? 'abcdefghijkmnpqrstuvwxyz23456789' : await findTicket()
    const problem = await publishHostile({ port, from, ticket, inputs })
    if (problem !== null) wrong(`${problem}: ${shown(inputs.map(plain).join(' '))}`)
  }
}

function plain(input: string | Uint8Array): string {
  return typeof input === 'string' ? input : Buffer.from(input.subarray(0, 40)).toString('hex')
}

/** Forms and other requests to every page that takes something. */
export async function post(lane: Lane & { cookies: readonly string[] }): Promise<void> {
  for await (const request of drawn(hostileRequests(lane.cookies), lane.seed, lane.count)) {
    const status = await sendHostile(lane, request)
    if (typeof status === 'string' || status >= 500)
      lane.wrong(`${status} to ${shown(JSON.stringify(request))}`)
  }
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + answerWithinMs
  while (!holds() && performance.now() < deadline) await sleep(20)
}

function shown(text: string | undefined): string {
  return (text ?? 'nothing').slice(0, 300)
}
