import { LinkifyIt } from 'linkify-it'

/*
 * What leads a buyer away from the room is covered in its chat: links, phone numbers and accounts elsewhere, also where
 * they are written so as not to be found. It is covered for everyone, the host and her assistants too: a buyer cannot
 * tell a stolen account's link from hers, and what she sells stands in her room.
 */

const mask = '＊＊＊'

const links = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: true, fuzzyIP: true })
/** `weixin://dl/business`, `tel:…`: what a phone opens an app by. */
const appLink =
  /[a-z][a-z0-9+.-]{0,20}:\/\/\S*|(?:weixin|wxp|alipays?|taobao|tbopen|snssdk\d*|douyin|mailto|tel|javascript):\S*/gi
/** Names of sites whose dots are written as something else. */
const disguisedSite =
  /[a-z0-9][a-z0-9-]{0,62} ?(?:[。．｡·]|点|\[\.\]|\(\.\)|\(dot\)) ?(?:com|cn|net|org|top|xyz|shop|vip|cc|me|io|app|site|link|ltd|club)(?![a-z0-9])/gi
/** An account elsewhere: it says so, or it has a digit, as a plain word has not. */
const account =
  /(微 ?信|薇 ?信|[v威] ?信|wei ?xin|we ?chat|vx|wx|qq|扣扣)(?: ?[号號id]{1,2})?(?: ?[:：是] ?| ?(?=[\w-]*\d))[a-z0-9_][\w-]{4,}/gi

/** Digits in the scripts that phones offer, and the Chinese ones; all that `plainDigit` knows. */
const digit = '[\\p{Nd}①-⑨⓪❶-❾㊀-㊈⑴-⑼⒈-⒐〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖幺两]'
/** Whatever may stand between the digits of a number that is meant to be read: anything but words. */
const between = '[^\\p{L}\\p{Nd}\\p{No}]{0,4}'
const number = new RegExp(`${digit}(?:${between}${digit}){9,}`, 'gu')

/** The text with links, phone numbers and accounts elsewhere covered; never longer, and covering twice changes nothing. */
export function maskContacts(text: string): string {
  return maskLinks(text.replace(appLink, mask))
    .replace(disguisedSite, mask)
    .replace(number, (written) => (isNumber(written) ? mask : written))
    .replace(account, (_all, kind: string) => `${kind}${mask}`)
}

function maskLinks(text: string): string {
  let masked = text
  for (const { index, lastIndex } of (links.match(text) ?? []).toReversed())
    masked = masked.slice(0, index) + mask + masked.slice(lastIndex)
  return masked
}

/** A mobile however it is written, or eleven digits in one run: several prices or times side by side are neither. */
function isNumber(written: string): boolean {
  return /1[3-9]\d{9}/.test(plainDigits(written)) || /\d{11}/.test(written.normalize('NFKC'))
}

const chineseDigits = new Map(
  ['〇零', '一壹幺❶', '二贰两❷', '三叁❸', '四肆❹', '五伍❺', '六陆❻', '七柒❼', '八捌❽', '九玖❾'].flatMap(
    (same, value) => Array.from(same, (letter) => [letter, String(value)] as const),
  ),
)

function plainDigits(written: string): string {
  return Array.from(written, plainDigit).join('')
}

/** The digit that this character is, or nothing. */
function plainDigit(character: string): string {
  // Full width, circled and in brackets alike come out as the digit within.
  const plain = character.normalize('NFKC').replace(/[().]/g, '')
  const known = chineseDigits.get(plain) ?? plain
  if (/^\d$/.test(known)) return known
  return /^\p{Nd}$/u.test(plain) ? String(valueOf(plain)) : ''
}

/** Unicode keeps the ten digits of each script side by side, from zero. */
function valueOf(character: string): number {
  const code = character.codePointAt(0) ?? 0
  for (let value = 0; value < 10; value += 1)
    if (!/^\p{Nd}$/u.test(String.fromCodePoint(code - value - 1))) return value
  // Scripts whose digits stand beside another's: by tens from there.
  return code % 10
}
