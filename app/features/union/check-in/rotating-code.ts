/*
 * Codes that are good for half a minute: what her phone shows at a door ("HD1.<id>.<step>.<mac>"), and what an event's screen
 * shows to phones. The step counts half minutes; the mac says that whoever made the code had the secret, and for what.
 */

/** How long one code is shown, in milliseconds. */
export const stepMs = 30_000

const mark = 'HD1'
/** 80 bits. */
export const macBytes = 10

export function stepAt(moment: number): number {
  return Math.floor(moment / stepMs)
}

/** Whether a code of this step was shown at this moment or within half a minute of it; else on which side of it. */
export function freshness(step: number, moment: number): 'fresh' | 'past' | 'ahead' {
  const distance = step - stepAt(moment)
  if (Math.abs(distance) <= 1) return 'fresh'
  return distance < 0 ? 'past' : 'ahead'
}

/** What the mac is made over. */
export function signedText(kind: 'pass' | 'event', { id, step }: { id: string; step: number }): string {
  return `${kind}|${id}|${step}`
}

export interface PassCode {
  /** The pass's uuid. */
  id: string
  step: number
  /** Base64url, 14 characters. */
  mac: string
}

export function writePassCode({ id, step, mac }: PassCode): string {
  return [mark, shortId(id), step.toString(36), mac].join('.')
}

/** The code's parts; null for a text that is none of ours. Says nothing yet about who made it. */
export function readPassCode(text: string): PassCode | null {
  const parts = /^HD1\.([\w-]{22})\.([0-9a-z]{1,8})\.([\w-]{14})$/.exec(text.trim())
  const [, short, step, mac] = parts ?? []
  if (short === undefined || step === undefined || mac === undefined) return null
  const code = { id: longId(short), step: parseInt(step, 36), mac }
  // The same bytes can be written in more than one way: only ours is taken.
  return isStep(code.step) && writePassCode(code) === text.trim() ? code : null
}

/** What stands in the address on an event's screen. */
export function writeScreenCode({ step, mac }: Omit<PassCode, 'id'>): string {
  return `${step.toString(36)}.${mac}`
}

export function readScreenCode(text: string): Omit<PassCode, 'id'> | null {
  const [, step, mac] = /^([0-9a-z]{1,8})\.([\w-]{14})$/.exec(text) ?? []
  if (step === undefined || mac === undefined) return null
  const number = parseInt(step, 36)
  return isStep(number) ? { step: number, mac } : null
}

/** Fits a column of the database. */
function isStep(step: number): boolean {
  return step >= 0 && step < 2 ** 31
}

function shortId(uuid: string): string {
  const bytes = uuid.replaceAll('-', '').match(/../g) ?? []
  return toBase64Url(Uint8Array.from(bytes, (byte) => parseInt(byte, 16)))
}

function longId(short: string): string {
  const hex = [...atob(short.replaceAll('-', '+').replaceAll('_', '/'))]
    .map((byte) => byte.charCodeAt(0).toString(16).padStart(2, '0'))
    .join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
