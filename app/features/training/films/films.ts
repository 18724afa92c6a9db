import { z } from 'zod'
import type { FilmState } from '#app/generated/prisma/enums.ts'

/** The largest film that is taken, in bytes: an hour and a half as a phone records it, or far more from a computer. */
export const largestFilm = 4 * 1024 * 1024 * 1024
/** The longest and the shortest, in milliseconds. */
export const longestFilmMs = 2 * 60 * 60 * 1000
export const shortestFilmMs = 1000
/** So long an upload may stay unfinished, in milliseconds. */
export const uploadLifeMs = 2 * 24 * 60 * 60 * 1000
/** It travels in pieces of this size, in bytes: even a slow line sends one within the five minutes that a request may take. */
export const pieceBytes = 4 * 1024 * 1024
/** So many films one person may begin within a day. */
export const mostFilmsADay = 40
/** Where uploads are begun; each then has its own address below. */
export const uploadsPath = '/teach/films/upload'

/** A film's way, and what may follow on what. */
export const filmMoves = {
  uploading: ['preparing', 'failed', 'given_up'],
  preparing: ['ready', 'failed', 'given_up'],
  ready: [],
  failed: [],
  given_up: [],
} as const satisfies Record<FilmState, readonly FilmState[]>

/** The states from which a film may come into this one. */
export function statesBefore(state: FilmState): FilmState[] {
  return (Object.keys(filmMoves) as FilmState[]).filter((from) =>
    (filmMoves[from] as readonly FilmState[]).includes(state),
  )
}

/** Why a film came to nothing: each has its words under `films:failed`. */
export const filmFailures = [
  'no-film',
  'no-picture',
  'too-long',
  'too-short',
  'broken',
  'lost',
  'no-converter',
] as const
export type FilmFailure = (typeof filmFailures)[number]

/** Why an upload does not begin: each has its words under `films:refused`. */
export const uploadRefusals = ['no-draft', 'under-way', 'too-big', 'no-room', 'too-many'] as const
export type UploadRefusal = (typeof uploadRefusals)[number]

/** A film that is on its way into a lesson, or came to nothing last. */
export interface FilmOnItsWay {
  id: string
  state: Exclude<FilmState, 'ready' | 'given_up'>
  /** In bytes: what was announced, and what has arrived. */
  bytes: number
  arrived: number
  /** Begun by whoever looks: she alone may go on. */
  hers: boolean
  failure: FilmFailure | null
}

/** What a draft's lesson shows already. */
export interface LessonFilm {
  src: string
  poster: string | null
  seconds: number
}

/** A stretch of a replay, in seconds from its beginning. */
export interface LessonClip {
  broadcastId: string
  /** Null where the replay was taken down. */
  replay: ReplayChoice | null
  from: number
  to: number
}

export interface ReplayChoice {
  id: string
  title: string
  host: string
  /** When it was on air, as ISO text. */
  startedAt: string
  seconds: number
}

/** The longest that replays are looked for by, in characters. */
export const longestFind = 40

/** Replays that a clip may be taken of: a page of those that were asked for, newest first. */
export interface ReplayOffer {
  /** What was typed to find them; '' for all. */
  find: string
  /** Behind which place the page begins, as addresses say it; '' for the newest. */
  before: string
  replays: ReplayChoice[]
  /** Behind which place the next page begins; null where there are no older ones. */
  older: string | null
}

/** Each once, in this order; null is none. */
export function eachReplay(replays: readonly (ReplayChoice | null)[]): ReplayChoice[] {
  return [...new Map(replays.flatMap((one) => (one === null ? [] : [[one.id, one] as const]))).values()]
}

/** All that the fields of a video or clip lesson show of it. */
export interface LessonMedia {
  /** The lesson's key. */
  lesson: string
  kind: 'video' | 'clip'
  film: LessonFilm | null
  /** Where a video's captions are; they may come before the film. */
  captions: string | null
  underWay: FilmOnItsWay | null
  clip: LessonClip | null
  /** Null for a video. */
  offer: ReplayOffer | null
}

/** "1:05", "1:05.5", "1:02:05" or "65" as milliseconds; null where it is none. */
export function readMoment(text: string): number | null {
  const match = /^(?:(?:(\d{1,2})[:：])?(\d{1,3})[:：])?(\d{1,5}(?:\.\d{1,3})?)$/.exec(text.trim())
  if (match === null) return null
  const [, hours = '0', minutes = '0', seconds = '0'] = match
  const isClock = match[2] !== undefined
  if (isClock && Number(seconds) >= 60) return null
  if (match[1] !== undefined && Number(minutes) >= 60) return null
  return Math.round((Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000)
}

/** Milliseconds as `readMoment` reads them back, to the tenth of a second. */
export function sayMoment(ms: number): string {
  const tenths = Math.round(Math.max(0, ms) / 100)
  const [hours, minutes] = [Math.floor(tenths / 36_000), Math.floor((tenths % 36_000) / 600)]
  const rest = tenths % 600
  const seconds = String(Math.floor(rest / 10)).padStart(2, '0') + (rest % 10 === 0 ? '' : `.${rest % 10}`)
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`
}

const Moment = z
  .string()
  .max(20)
  .transform((text, context) => {
    const ms = readMoment(text)
    if (ms !== null) return ms
    context.addIssue({ code: 'custom', message: 'films:clip.noMoment' })
    return z.NEVER
  })

/** Larger captions than any film of two hours has, in bytes. */
export const largestCaptions = 1024 * 1024

const CaptionsFile = z
  .file({ error: 'films:captions.missing' })
  .refine((file) => file.size > 0, { error: 'films:captions.missing', abort: true })
  .refine((file) => file.size <= largestCaptions, { error: 'films:captions.tooBig' })

/** What is done to a lesson's film or clip, beside the upload itself. */
export const MediaDeed = z.discriminatedUnion('deed', [
  z.object({ deed: z.literal('captions'), file: CaptionsFile }),
  z.object({ deed: z.literal('drop-captions') }),
  z.object({ deed: z.literal('drop-film') }),
  z.object({ deed: z.literal('give-up') }),
  z
    .object({
      deed: z.literal('clip'),
      replay: z.uuid({ error: 'films:clip.noReplay' }),
      from: Moment,
      to: Moment,
    })
    .refine(({ from, to }) => to - from >= shortestFilmMs, { path: ['to'], error: 'films:clip.tooShort' }),
  z.object({ deed: z.literal('drop-clip') }),
])
export type MediaDeed = z.infer<typeof MediaDeed>
