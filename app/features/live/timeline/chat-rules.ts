import { LinkifyIt } from 'linkify-it'
import { containsWord } from '#app/kernel/words.ts'
import type { RoomRules, SayRefusal } from '../room-wire.ts'
import { longestMessage, type Speaker } from './timeline.ts'

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

/** Without what is not seen or turns the line around, and with single spaces. */
export function tidy(words: string): string {
  return words
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cs}\p{Co}\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, ' ')
    .replace(/\p{M}{4,}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
}

const links = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true })
const appLink = /\b(?:weixin|wxp|alipays?|taobao|tbopen|snssdk\d*|douyin|mailto|tel|javascript):\S*/gi
/** Whatever may stand between the digits of a number that is meant to be read. */
const between = '[\\s\\-_.·・,，/|*]{0,3}'
const digit = '[0-9０-９〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺]'
const phone = new RegExp(`${digit}(?:${between}${digit}){9,}`, 'g')
const account =
  /(微\s*信|薇\s*信|v\s*信|wei\s*xin|we\s*chat|vx|wx|qq|扣扣)\s*[号號]?\s*[:：是]?\s*[a-z0-9][\w-]{4,}/gi
const mask = '＊＊＊'

/** The text with links, phone numbers and accounts elsewhere masked. Masking it again changes nothing. */
export function maskContacts(text: string): string {
  return maskLinks(text.replace(appLink, mask))
    .replace(phone, (number) => (isPhone(number) ? mask : number))
    .replace(account, (_all, kind: string) => `${kind}${mask}`)
}

function maskLinks(text: string): string {
  let masked = text
  for (const { index, lastIndex } of (links.match(text) ?? []).toReversed())
    masked = masked.slice(0, index) + mask + masked.slice(lastIndex)
  return masked
}

/** Eleven digits beginning with 1, however written, also amid more; shorter ones are prices, weights and times. */
function isPhone(written: string): boolean {
  return /1[3-9]\d{9}/.test(plainDigits(written)) || /\d{11,}/.test(plainDigits(written))
}

const digitValues = new Map(
  ['〇零', '一壹幺', '二贰', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((same, value) =>
    Array.from(same, (letter) => [letter, String(value)] as const),
  ),
)

function plainDigits(written: string): string {
  return Array.from(written.normalize('NFKC'), (letter) => digitValues.get(letter) ?? letter)
    .join('')
    .replace(/\D/g, '')
}
