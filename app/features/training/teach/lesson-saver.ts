import type { FormReply } from '#app/ui/form-reply.ts'
import type { Between } from './save-order.ts'
import type { SaveAnswer, Sent } from './send-lesson.ts'

export type Standing =
  'as-saved' | 'unsaved' | 'saving' | 'offline' | 'busy' | 'refused' | 'conflict' | 'signed-out'

/** How a lesson that is being written stands. */
export interface SaverView {
  standing: Standing
  /** When it was saved last on this page, in ms; null before. */
  at: number | null
  /** What was wrong with what was sent last. */
  reply: FormReply | undefined
  /** In a conflict: what came between. */
  why: Between | null
  /** What the server does not have is kept in the browser; else this page alone has it. */
  isKept: boolean
}

export interface SaverOptions {
  /** What the form had before it, as it is sent. */
  base: string
  /** The form begins with what was kept: not saved yet. */
  began: 'as-saved' | 'kept'
  /** What came between what was kept and what stands now, and the base of that. */
  conflict: { why: Between; base: string } | null
  /** Saves by itself a while after she has typed. */
  auto: boolean
  send: (base: string) => Promise<Sent>
  /** Whether the browser has kept it. */
  keep: (base: string) => boolean
  forget: () => void
  /** In ms: from the last change to saving, and from a save that nobody heard to the next, doubled up to `longest`. */
  pauses?: { typing: number; retry: number; longest: number }
}

const usual = { typing: 4000, retry: 5000, longest: 60_000 }

/**
 * Saves what is typed on one page, one save at a time: what changes while one is under way goes with the next, so that
 * no save overtakes an answer. What the server does not have is kept.
 */
export class LessonSaver {
  private readonly options: SaverOptions
  private readonly pauses: typeof usual
  private base: string
  /** Of what stands on the server. */
  private theirs: string
  private changes: number
  /** So many of the changes were in what was sent last. */
  private sent = 0
  private isUnderWay = false
  private isWantedAgain = false
  private isGone = false
  private retryPause: number
  private timer: ReturnType<typeof setTimeout> | undefined
  private shown: SaverView
  private readonly listeners = new Set<() => void>()

  constructor(options: SaverOptions) {
    const { base, began, conflict, pauses = usual } = options
    this.options = options
    this.pauses = pauses
    this.base = base
    this.theirs = conflict?.base ?? base
    this.changes = began === 'kept' ? 1 : 0
    this.retryPause = pauses.retry
    const standing = began === 'as-saved' ? began : conflict === null ? 'unsaved' : 'conflict'
    this.shown = { standing, at: null, reply: undefined, why: conflict?.why ?? null, isKept: true }
  }

  readonly view = (): SaverView => this.shown

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener)
    return () => void this.listeners.delete(listener)
  }

  /** The page is there. What was kept is this page's from now on, and saved like what has just been typed. */
  readonly start = () => {
    this.isGone = false
    if (this.options.began !== 'kept') return
    this.keep(this.base)
    if (this.options.auto && this.shown.standing === 'unsaved') this.saveIn(this.pauses.typing)
  }

  /**
   * The page has gone: nothing more is sent, and what was kept last stays. Only what is under way with all of it, and
   * comes through, needs no keeping.
   */
  readonly stop = () => {
    this.isGone = true
    clearTimeout(this.timer)
  }

  readonly changed = () => {
    this.changes += 1
    this.keep(this.base)
    const { standing } = this.shown
    // She chooses first, or signs in.
    if (standing === 'conflict' || standing === 'signed-out') return
    if (this.options.auto) this.saveIn(this.pauses.typing)
    // What is unfinished does not go by itself in the place of what she has sent.
    else clearTimeout(this.timer)
    const stays = this.options.auto && (standing === 'offline' || standing === 'busy')
    if (!stays) this.show({ standing: 'unsaved' })
  }

  readonly save = () => {
    clearTimeout(this.timer)
    if (this.isGone) return
    if (this.isUnderWay) {
      this.isWantedAgain = true
      return
    }
    this.isUnderWay = true
    this.isWantedAgain = false
    this.sent = this.changes
    this.show({ standing: 'saving' })
    void this.options.send(this.base).then((answer) => {
      this.isUnderWay = false
      this.take(answer)
    })
  }

  /** There is a network again: what nobody heard is sent at once. */
  readonly online = () => {
    if (this.shown.standing === 'offline' || this.shown.standing === 'busy') this.save()
  }

  /** Hers stands from now on, in the place of what is saved. */
  readonly saveOver = () => {
    this.base = this.theirs
    this.save()
  }

  private take(answer: Sent): void {
    clearTimeout(this.timer)
    if ('unheard' in answer) {
      this.show({ standing: answer.unheard })
      this.saveIn(this.retryPause)
      this.retryPause = Math.min(this.retryPause * 2, this.pauses.longest)
      return
    }
    this.retryPause = this.pauses.retry
    if ('signedOut' in answer) this.show({ standing: 'signed-out' })
    else this.takeAnswer(answer)
  }

  private takeAnswer(answer: SaveAnswer): void {
    if ('conflict' in answer) {
      this.theirs = answer.conflict.base
      this.show({ standing: 'conflict', why: answer.conflict.why, reply: undefined })
      return
    }
    if ('saved' in answer) this.takeSaved(answer.saved)
    else this.show({ standing: 'refused', reply: answer })
    // With what has changed while the save was under way.
    if (this.changes === this.sent) return
    if (this.isWantedAgain) this.save()
    else if (this.options.auto) this.saveIn(this.pauses.typing)
  }

  private takeSaved({ base, at }: { base: string; at: number }): void {
    const isWhole = this.changes === this.sent
    this.base = base
    if (isWhole) this.options.forget()
    else this.keep(base)
    this.show({ standing: isWhole ? 'as-saved' : 'unsaved', at, reply: undefined, why: null })
  }

  private keep(base: string): void {
    if (this.isGone) return
    const isKept = this.options.keep(base)
    if (isKept !== this.shown.isKept) this.show({ isKept })
  }

  private saveIn(pause: number): void {
    clearTimeout(this.timer)
    if (!this.isGone) this.timer = setTimeout(this.save, pause)
  }

  private show(next: Partial<SaverView>): void {
    this.shown = { ...this.shown, ...next }
    for (const listener of this.listeners) listener()
  }
}
