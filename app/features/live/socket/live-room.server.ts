import { hasRole } from '#app/features/identity/index.ts'
import type { SignedIn } from '#app/features/identity/index.server.ts'
import type { SocketConnection } from '#app/kernel/socket-hub.ts'
import type { OfferCounts, Offers, RoomRules } from '../room-wire.ts'
import type { EntryView } from '../timeline/timeline.ts'

/** How many connections get a batch within one turn of the event loop. */
export const sliceSize = 250
/** How many entries of a broadcast are kept at hand for those who come back. */
const keptAtHand = 500

/** Nobody gives so many by hand; what counts them holds no more. */
export const mostLikes = 2_147_483_647

/** Who is behind a connection, and where it is. */
export interface Member {
  connection: SocketConnection
  visitor: SignedIn | null
  room: LiveRoom | null
  slice: string | null
}

export interface RunningBroadcast {
  id: string
  status: 'on_air' | 'interrupted'
  startedAt: number
}

/** A room that somebody is in, as this process knows it. What is true stands in the database. */
export class LiveRoom {
  readonly id: string
  readonly slug: string
  readonly hostId: string
  readonly open: boolean
  rules: RoomRules
  refusedWords: readonly string[]
  broadcast: RunningBroadcast | null = null
  /** Likes of the broadcast, those not saved yet included. */
  likes = 0
  peakViewers = 0
  /** The most that were here at once in this broadcast; those who came and went between two savings as well. */
  mostViewers = 0
  /** The last `seq` that was sent to everyone. */
  sent = 0
  /** Something was written that has not been sent. */
  stirred = false
  /** What runs here may be another than this process knows. */
  outdated = false
  /** What was last told about the room's counts. */
  told = ''
  /** What is offered in the broadcast: its latest pin, and the coupons that are open. */
  offered: Pick<Offers, 'pinned' | 'coupons'> = { pinned: null, coupons: [] }
  /** What is left of it, and was last told. */
  offerCounts: OfferCounts = { coupons: [], products: [] }
  /** The number of the pin whose product was found sold out. */
  soldOutPin = 0
  readonly members = new Set<Member>()
  /** How many of them watch: the host and her assistants work here. */
  viewers = 0
  /** The newest entries in order, without holes; removed texts are gone. */
  #recent: EntryView[] = []
  readonly #slices = new Map<string, number>()

  constructor(row: {
    id: string
    slug: string
    hostId: string
    open: boolean
    rules: RoomRules
    refusedWords: string[]
  }) {
    this.id = row.id
    this.slug = row.slug
    this.hostId = row.hostId
    this.open = row.open
    this.rules = row.rules
    this.refusedWords = row.refusedWords
  }

  /** What is offered here and what is left of it, for whoever enters. */
  get offers(): Offers {
    return this.broadcast === null
      ? { pinned: null, coupons: [], counts: { coupons: [], products: [] } }
      : { ...this.offered, counts: this.offerCounts }
  }

  get slices(): string[] {
    return [...this.#slices.keys()]
  }

  /** Groups of at most `sliceSize`, filled up before another is begun. */
  take(member: Member): void {
    const free = [...this.#slices].find(([, size]) => size < sliceSize)?.[0] ?? this.#newSlice()
    this.#slices.set(free, (this.#slices.get(free) ?? 0) + 1)
    member.room = this
    member.slice = free
    this.members.add(member)
    if (!this.#worksHere(member)) this.viewers += 1
    this.mostViewers = Math.max(this.mostViewers, this.viewers)
    member.connection.join(free)
  }

  letGo(member: Member): void {
    if (!this.members.delete(member) || member.slice === null) return
    if (!this.#worksHere(member)) this.viewers -= 1
    const left = (this.#slices.get(member.slice) ?? 1) - 1
    if (left === 0) this.#slices.delete(member.slice)
    else this.#slices.set(member.slice, left)
    member.connection.leave(member.slice)
    member.room = null
    member.slice = null
  }

  /** Who she is now: her role here may have begun or ended since she came. */
  know(member: Member, visitor: SignedIn | null): void {
    if (!this.#worksHere(member)) this.viewers -= 1
    member.visitor = visitor
    if (!this.#worksHere(member)) this.viewers += 1
  }

  /** Another broadcast begins: nothing of the one before is at hand any more. */
  begin(
    broadcast: RunningBroadcast,
    counts: { sent: number; likes: number; peakViewers: number },
    { counts: offerCounts, ...offered }: Offers,
  ): void {
    this.broadcast = broadcast
    this.offered = offered
    this.offerCounts = offerCounts
    this.soldOutPin = 0
    this.#recent = []
    this.sent = counts.sent
    this.likes = counts.likes
    this.peakViewers = counts.peakViewers
    this.mostViewers = this.viewers
  }

  /** Keeps what has been sent at hand. Entries come in order and without holes. */
  keep(entries: readonly EntryView[]): void {
    for (const entry of entries) {
      this.#recent.push(entry)
      this.sent = entry.seq
      if (entry.kind === 'removal') this.#hide(entry.removes)
      this.#offer(entry)
    }
    if (this.#recent.length > keptAtHand * 2) this.#recent = this.#recent.slice(-keptAtHand)
  }

  /** What follows `after`, where it is all at hand; null where the database has to be asked. */
  recentAfter(after: number): EntryView[] | null {
    const first = this.#recent[0]
    if (after >= this.sent) return []
    if (first === undefined || first.seq > after + 1) return null
    return this.#recent.slice(after + 1 - first.seq)
  }

  /** What is sent to the room is sent in order: one piece of work at a time. */
  inOrder<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.#work.then(work)
    this.#work = done.catch(() => undefined)
    return done
  }

  #work: Promise<unknown> = Promise.resolve()

  #worksHere({ visitor }: Member): boolean {
    return visitor?.personId === this.hostId || hasRole(visitor, 'assistant', `room:${this.id}`)
  }

  #offer(entry: EntryView): void {
    const { pinned, coupons } = this.offered
    if (entry.kind === 'pin' && entry.seq > (pinned?.seq ?? 0)) this.offered = { pinned: entry, coupons }
    if (entry.kind === 'coupon' && !coupons.some(({ seq }) => seq === entry.seq))
      this.offered = { pinned, coupons: [...coupons, entry] }
  }

  #hide(seq: number): void {
    const place = this.#recent.findIndex((entry) => entry.seq === seq)
    const entry = this.#recent[place]
    if (entry?.kind === 'chat') this.#recent[place] = { ...entry, text: null }
  }

  #nextSlice = 0
  #newSlice(): string {
    this.#nextSlice += 1
    return `${this.slug}/${this.#nextSlice}`
  }
}
