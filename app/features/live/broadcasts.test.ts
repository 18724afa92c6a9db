import { beforeEach, describe, expect, test } from 'vitest'
import { createPerson } from '#app/features/identity/index.server.ts'
import type { BroadcastStatus } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import { singleton } from '#app/kernel/singleton.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { broadcastMoves, broadcastStatuses, resumeWindow } from './broadcasts.ts'
import {
  endBroadcast,
  moveBroadcast,
  openBroadcast,
  publisherLost,
  recoverBroadcasts,
} from './broadcasts.server.ts'
import { closeBroadcast, jobs } from './jobs.server.ts'
import type { MediaPort } from './media-port.server.ts'
import { createRoom } from './rooms.server.ts'

const actor = { kind: 'system', name: 'test' } as const
const start = Date.UTC(2026, 3, 29, 6, 0)
const channel = 'harbour'

const finished: string[] = []
singleton<MediaPort>('media-engine', () => ({
  finishBroadcast({ recording }) {
    finished.push(recording)
    return Promise.resolve({ durationSeconds: 61.5 })
  },
  channelState: () => ({ onAir: false }),
}))

beforeEach(async () => {
  await freshDatabase()
  finished.length = 0
  await makeRoom(channel, false)
})

async function makeRoom(slug: string, demo: boolean): Promise<void> {
  const host = await createPerson({ name: '王大姐', demo: true }, { actor })
  if (!host.ok) throw new Error(host.reason)
  await createRoom({ slug, title: '渔港直播', place: '红岛', hostId: host.value.id, demo }, { actor })
}

function statusOf(recording: string) {
  return database().broadcast.findUniqueOrThrow({ where: { id: recording } })
}

async function waitingJobs(task: string): Promise<{ payload: unknown; runAt: Date }[]> {
  return database().$queryRaw`
    SELECT payload->'payload' AS payload, run_at AS "runAt" FROM graphile_worker._private_jobs
    WHERE payload->>'task' = ${task} ORDER BY id`
}

describe('the states of a broadcast', () => {
  test('every state is reached from the first one', () => {
    const reached = new Set<BroadcastStatus>(['on_air'])
    for (const status of reached) broadcastMoves[status].forEach((next) => reached.add(next))
    expect([...reached].sort()).toEqual([...broadcastStatuses].sort())
  })

  test('the database makes the listed moves and refuses all others', async () => {
    const times = {
      on_air: { interruptedAt: null, endedAt: null, endReason: null },
      interrupted: { interruptedAt: new Date(start), endedAt: null, endReason: null },
      ended: { interruptedAt: null, endedAt: new Date(start), endReason: 'publisher_ended' },
    } as const
    const { id: roomId } = await database().room.findUniqueOrThrow({ where: { slug: channel } })
    for (const from of broadcastStatuses) {
      for (const to of broadcastStatuses) {
        await database().broadcast.deleteMany()
        const { id } = await database().broadcast.create({
          data: { roomId, title: '试', startedAt: new Date(start), status: from, ...times[from] },
        })
        const moved = await transact({ actor, action: 'test.move', subject: id }, (tx) =>
          moveBroadcast(tx, { where: { id }, to, set: times[to] }),
        )
        const listed = (broadcastMoves[from] as readonly BroadcastStatus[]).includes(to)
        expect(moved.ok && moved.value.length === 1, `${from} → ${to}`).toBe(listed)
        expect((await statusOf(id)).status).toBe(listed ? to : from)
      }
    }
  })
})

describe('opening', () => {
  test('two publishers at once open one broadcast', async () => {
    const opened = await Promise.all(Array.from({ length: 8 }, () => openBroadcast({ channel, at: start })))
    expect(new Set(opened.map(({ recording }) => recording)).size).toBe(1)
    expect(opened.filter(({ resumed }) => !resumed)).toHaveLength(1)
    expect(await database().broadcast.count()).toBe(1)
  })

  test('the database itself refuses a second running broadcast in a room', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    const { roomId } = await statusOf(recording)
    const second = { roomId, title: '再来', startedAt: new Date(start) }
    await expect(database().broadcast.create({ data: second })).rejects.toThrow()
  })

  test('a broadcast interrupted for less than two minutes goes on', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    await publisherLost({ recording, at: start + 1000 })
    const again = await openBroadcast({ channel, at: start + 1000 + resumeWindow - 1 })
    expect(again).toEqual({ recording, resumed: true, open: true })
    expect(await statusOf(recording)).toMatchObject({ status: 'on_air', interruptedAt: null })
  })

  test('after two minutes a new broadcast begins and the old one ends', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    await publisherLost({ recording, at: start + 1000 })
    const next = await openBroadcast({ channel, at: start + 1000 + resumeWindow })
    expect(next).toMatchObject({ resumed: false })
    expect(next.recording).not.toBe(recording)
    expect(await statusOf(recording)).toMatchObject({
      status: 'ended',
      endReason: 'not_resumed',
      durationSeconds: null,
    })
    await closeBroadcast({ recording, now: new Date(start + 1000 + resumeWindow) })
    expect(await statusOf(recording)).toMatchObject({ durationSeconds: 61.5 })
    expect(await statusOf(next.recording)).toMatchObject({ status: 'on_air' })
  })

  test('two publishers that come back at once go on with one broadcast', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    await publisherLost({ recording, at: start + 1000 })
    const opened = await Promise.all(
      Array.from({ length: 4 }, () => openBroadcast({ channel, at: start + 2000 })),
    )
    expect(new Set(opened.map((one) => one.recording))).toEqual(new Set([recording]))
  })
})

describe('losing the publisher', () => {
  test('leaves a job that ends the broadcast two minutes later, with the length of its recording', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    await publisherLost({ recording, at: start })
    await publisherLost({ recording, at: start + 5000 })
    const [job, ...more] = await waitingJobs('live.close-abandoned')
    expect(more).toEqual([])
    expect(job).toMatchObject({ payload: { recording }, runAt: new Date(start + resumeWindow) })

    await closeBroadcast({ recording, now: new Date(start + resumeWindow) })
    expect(finished).toEqual([recording])
    expect(await statusOf(recording)).toMatchObject({
      status: 'ended',
      endReason: 'not_resumed',
      durationSeconds: 61.5,
      endedAt: new Date(start + resumeWindow),
    })
  })

  test('a job that comes too early leaves another for the right moment', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    await publisherLost({ recording, at: start })
    await closeBroadcast({ recording, now: new Date(start + resumeWindow - 1) })
    expect(finished).toEqual([])
    expect(await statusOf(recording)).toMatchObject({ status: 'interrupted' })
    expect(await waitingJobs('live.close-abandoned')).toHaveLength(2)
  })

  test('the job leaves a broadcast alone whose publisher came back', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    await publisherLost({ recording, at: start })
    await openBroadcast({ channel, at: start + 3000 })
    await jobs['live.close-abandoned']!({ recording })
    expect(finished).toEqual([])
    expect(await statusOf(recording)).toMatchObject({ status: 'on_air' })
  })

  test('ending by the job and coming back at the same moment: one of the two happens, whole', async () => {
    for (let round = 0; round < 10; round++) {
      const at = start + round * 10_000_000
      const { recording } = await openBroadcast({ channel, at })
      await publisherLost({ recording, at })
      const [back] = await Promise.all([
        openBroadcast({ channel, at: at + resumeWindow - 1 }),
        closeBroadcast({ recording, now: new Date(at + resumeWindow) }),
      ])
      const { status } = await statusOf(recording)
      expect(status).toBe(back.resumed ? 'on_air' : 'ended')
      expect(finished.includes(recording)).toBe(!back.resumed)
      const ended = {
        recording: back.recording,
        at: at + 1,
        durationSeconds: 1,
        reason: 'publisher-ended' as const,
      }
      await endBroadcast(ended)
    }
  })
})

describe('ending', () => {
  test('happens once: a repeated end changes nothing and leaves no second record', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    const ended = { recording, at: start + 9000, durationSeconds: 9.04, reason: 'publisher-ended' as const }
    await endBroadcast(ended)
    await endBroadcast({ ...ended, at: start + 60_000, durationSeconds: 3, reason: 'server-stopped' })
    expect(await statusOf(recording)).toMatchObject({
      status: 'ended',
      endReason: 'publisher_ended',
      durationSeconds: 9.04,
      endedAt: new Date(start + 9000),
    })
    expect(await database().auditEvent.count({ where: { action: 'broadcast.end' } })).toBe(1)
  })

  test('for want of a recording is told apart from the server’s own end', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    await endBroadcast({ recording, at: start + 9000, durationSeconds: 4, reason: 'recording-failed' })
    expect(await statusOf(recording)).toMatchObject({ endReason: 'recording_failed', durationSeconds: 4 })
  })

  test('a lost publisher that is reported after the end changes nothing', async () => {
    const { recording } = await openBroadcast({ channel, at: start })
    await endBroadcast({ recording, at: start + 9000, durationSeconds: 9, reason: 'publisher-ended' })
    await publisherLost({ recording, at: start + 9001 })
    expect(await statusOf(recording)).toMatchObject({ status: 'ended' })
    expect(await waitingJobs('live.close-abandoned')).toEqual([])
  })

  test('only a demo leaves a job that tidies its recordings away', async () => {
    await makeRoom('demo', true)
    for (const slug of [channel, 'demo']) {
      const { recording } = await openBroadcast({ channel: slug, at: start })
      await endBroadcast({ recording, at: start + 9000, durationSeconds: 9, reason: 'publisher-ended' })
    }
    expect(await waitingJobs('live.prune-demo-recordings')).toHaveLength(1)
  })
})

describe('a new start of the process', () => {
  test('takes what was on air for interrupted, and gives everything unfinished a job', async () => {
    await makeRoom('quay', false)
    await makeRoom('pier', false)
    const running = await openBroadcast({ channel, at: start })
    const waiting = await openBroadcast({ channel: 'quay', at: start })
    await publisherLost({ recording: waiting.recording, at: start + 100 })
    const over = await openBroadcast({ channel: 'pier', at: start })
    await endBroadcast({
      recording: over.recording,
      at: start,
      durationSeconds: 4,
      reason: 'publisher-ended',
    })

    const now = new Date(start + 30_000)
    await recoverBroadcasts(now)
    expect(await statusOf(running.recording)).toMatchObject({ status: 'interrupted', interruptedAt: now })
    expect(await statusOf(waiting.recording)).toMatchObject({ interruptedAt: new Date(start + 100) })
    const left = await waitingJobs('live.close-abandoned')
    expect(left.slice(1).map(({ payload, runAt }) => [payload, runAt])).toEqual(
      expect.arrayContaining([
        [{ recording: running.recording }, new Date(start + 30_000 + resumeWindow)],
        [{ recording: waiting.recording }, new Date(start + 100 + resumeWindow)],
      ]),
    )
    expect(left).toHaveLength(3)
  })

  test('gives many unfinished ones their jobs by few statements', async () => {
    await database().$executeRaw`
      INSERT INTO broadcast (id, room_id, title, status, started_at, ended_at, end_reason)
      SELECT gen_random_uuid(), r.id, r.title, 'ended', now(), now(), 'not_resumed'
      FROM room r CROSS JOIN generate_series(1, 1200) WHERE r.slug = ${channel}`
    await recoverBroadcasts(new Date(start))
    const left = await waitingJobs('live.close-abandoned')
    const waited = await database().broadcast.findMany({ select: { id: true } })
    expect(new Set(left.map(({ payload }) => (payload as { recording: string }).recording))).toEqual(
      new Set(waited.map(({ id }) => id)),
    )
    // What one statement has inserted carries one command number.
    const [counted] = await database().$queryRaw<[{ statements: number }]>`
      SELECT count(DISTINCT cmin::text)::int AS statements FROM graphile_worker._private_jobs
      WHERE payload->>'task' = 'live.close-abandoned'`
    expect(counted).toEqual({ statements: 2 })
  })

  test('with nothing unfinished it leaves no record', async () => {
    const before = await database().auditEvent.count()
    await recoverBroadcasts()
    expect(await database().auditEvent.count()).toBe(before)
  })
})
