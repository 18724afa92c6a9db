import { containsWord } from '#app/kernel/words.ts'
import type { RoomRules, SayRefusal } from '../room-wire.ts'
import { maskContacts } from './contact-mask.ts'
import { longestMessage } from './limits.ts'
import type { Speaker } from './timeline.ts'

/** Words that no room's chat takes, beside those that its host refuses: fraud, gambling, insults. */
const refusedEverywhere: readonly string[] = [
  '加微信',
  '加我微信',
  '私下交易',
  '刷单',
  '兼职日结',
  '赌博',
  '博彩',
  '办证',
  '贷款秒批',
  '傻逼',
  '操你',
  '滚蛋',
  '去死',
  'fuck',
  'bitch',
]

/** So long the same words by the same person count as a repetition, in milliseconds. */
const repeatWindow = 30_000
/** In bursts of five in ten seconds, and one in two seconds in the long run. */
const burst = { messages: 5, within: 10_000 }
const steady = 2000

/** What one person has said lately, in every room of this process. */
export class ChatterMemory {
  said: { key: string; text: string; at: number }[] = []

  remember(message: { key: string; text: string; at: number }): void {
    this.said = [...this.said.filter(({ at }) => message.at - at < repeatWindow), message]
  }
}

export interface ChatContext {
  /** The sender's own key of the message: sent again, it is no repetition. */
  key: string
  role: Speaker['role']
  follows: boolean
  rules: RoomRules
  refusedWords: readonly string[]
  memory: ChatterMemory
  /** In milliseconds since the epoch. */
  now: number
}

export type Judgement = { ok: true; text: string } | { ok: false; reason: SayRefusal; retryAfter?: number }

/**
 * Whether the chat takes these words now, and how it shows them: links and ways to get in touch elsewhere are masked, for
 * everyone alike. What is taken is remembered.
 */
export function judgeMessage(words: string, context: ChatContext): Judgement {
  const { memory, now, key } = context
  // Sent again because no answer came: it was judged before.
  const before = memory.said.find((said) => said.key === key)
  if (before !== undefined) return { ok: true, text: before.text }
  const text = tidy(words)
  if (text === '') return { ok: false, reason: 'empty' }
  if (Array.from(text).length > longestMessage) return { ok: false, reason: 'too-long' }
  const refusal = refusedByRules(context) ?? refusedBySpeed(context) ?? refusedByWords(text, context)
  if (refusal !== null) return { ok: false, ...refusal }
  const shown = maskContacts(text)
  memory.remember({ key, text: shown, at: now })
  return { ok: true, text: shown }
}

type Refusal = Omit<Extract<Judgement, { ok: false }>, 'ok'>

function refusedByRules({ role, follows, rules, memory, now }: ChatContext): Refusal | null {
  if (role !== 'viewer') return null
  if (rules.followersOnly && !follows) return { reason: 'followers-only' }
  const last = memory.said.at(-1)?.at ?? -Infinity
  const wait = last + rules.slowSeconds * 1000 - now
  return wait > 0 ? { reason: 'slow-mode', retryAfter: wait } : null
}

function refusedBySpeed({ memory, now }: ChatContext): Refusal | null {
  const lately = memory.said.filter(({ at }) => now - at < burst.within)
  const last = memory.said.at(-1)
  if (lately.length < burst.messages || last === undefined) return null
  const wait = last.at + steady - now
  return wait > 0 ? { reason: 'too-often', retryAfter: wait } : null
}

function refusedByWords(text: string, { memory, refusedWords, now }: ChatContext): Refusal | null {
  if (memory.said.some((said) => said.text === maskContacts(text) && now - said.at < repeatWindow))
    return { reason: 'repeated' }
  const found = containsWord(text, refusedEverywhere) ?? containsWord(text, refusedWords)
  return found === null ? null : { reason: 'refused-word' }
}

/** Joins the parts of one sign, as in a woman who fishes; anywhere else it hides something. */
const joiner =
  /(?<!\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu
/** Not seen, or turning the line around: what formats, what is of private use, what is left of broken signs. */
const unseen = /(?!\u200d)[\p{Cf}\p{Cs}\p{Co}\u034f\u115f\u1160\u3164\uffa0]/gu

/** Without what is not seen or turns the line around, and with single spaces. */
export function tidy(words: string): string {
  return words
    .normalize('NFC')
    .replace(unseen, '')
    .replace(joiner, '')
    .replace(/\p{M}{4,}/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
}
