import { createHash, type Hash } from 'node:crypto'
import { database, type Transaction } from './database.server.ts'
import { canonicalJson, type Json } from './json.ts'

const pageSize = 1000
const beginning = '0'.repeat(64)

type Event = Awaited<ReturnType<typeof eventsAfter>>[number]

export type ChainReport =
  | { whole: true; seals: number; upToSeq: bigint }
  /** `seal` is the first link that its events no longer match; null where there is none yet. */
  | { whole: false; seal: number | null; upToSeq: bigint }

/** Adds a link over every event written since the last one. Answers how many; nothing new adds no link. */
export async function sealAudit(): Promise<number> {
  const end = await settledEnd()
  return database().$transaction(
    async (tx) => {
      // One sealer at a time, over all processes.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('audit.seal'))`
      const last = await tx.auditSeal.findFirst({ orderBy: { upToSeq: 'desc' } })
      const from = last?.upToSeq ?? 0n
      if (end <= from) return 0
      const { digest, count } = await link(tx, last?.digest ?? beginning, from, end)
      await tx.auditSeal.create({ data: { upToSeq: end, eventCount: count, digest } })
      return count
    },
    { timeout: 60_000 },
  )
}

/** Recomputes every link from the rows. The database numbers events from 1: what stands before that was forged. */
export async function verifyAuditChain(): Promise<ChainReport> {
  const client = database()
  let digest = beginning
  let from = 0n
  const seals = await client.auditSeal.findMany({ orderBy: { upToSeq: 'asc' } })
  const forged = await client.auditEvent.findFirst({ where: { seq: { lte: 0 } }, select: { seq: true } })
  if (forged) return { whole: false, seal: seals[0]?.id ?? null, upToSeq: forged.seq }
  for (const seal of seals) {
    const found = await link(client, digest, from, seal.upToSeq)
    if (found.digest !== seal.digest || found.count !== seal.eventCount) {
      return { whole: false, seal: seal.id, upToSeq: seal.upToSeq }
    }
    digest = seal.digest
    from = seal.upToSeq
  }
  return { whole: true, seals: seals.length, upToSeq: from }
}

/**
 * The highest number up to which no event can still appear. Numbers are given out before commit, so a moment is
 * taken in which no transaction is writing here; the next minute tries again where none is found in time.
 */
async function settledEnd(): Promise<bigint> {
  return database().$transaction(async (tx) => {
    await tx.$executeRaw`SET LOCAL lock_timeout = '3s'`
    await tx.$executeRaw`LOCK TABLE audit_event IN SHARE MODE`
    const last = await tx.auditEvent.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true } })
    return last?.seq ?? 0n
  })
}

async function link(client: Transaction, previous: string, from: bigint, upTo: bigint) {
  const hash = createHash('sha256').update(previous)
  let count = 0
  let after = from
  for (;;) {
    const events = await eventsAfter(client, after, upTo)
    for (const event of events) addEvent(hash, event)
    count += events.length
    const last = events.at(-1)
    if (!last) return { digest: hash.digest('hex'), count }
    after = last.seq
  }
}

function eventsAfter(client: Transaction, after: bigint, upTo: bigint) {
  return client.auditEvent.findMany({
    where: { seq: { gt: after, lte: upTo } },
    orderBy: { seq: 'asc' },
    take: pageSize,
  })
}

function addEvent(hash: Hash, event: Event): void {
  const row: Json = {
    ...event,
    seq: event.seq.toString(),
    at: event.at.toISOString(),
    before: event.before,
    after: event.after,
  }
  hash.update(canonicalJson(row)).update('\n')
}
