/*
 * Captions as people have them, SubRip or WebVTT, read strictly enough to be shown, and written as WebVTT. Both are lists
 * of blocks: (a number or name), a line of two moments, and what is said. What a line may carry beside (styles, positions,
 * voices) is left out: plain words are all that a small screen shows.
 */

export interface Cue {
  /** In milliseconds. */
  from: number
  to: number
  text: string
}

/** What is wrong with captions, and in which line (from 1). Each has its words under `films:captions.wrong`. */
export type CaptionsFault = 'no-captions' | 'no-times' | 'bad-time' | 'backwards' | 'too-many'
type CaptionsRead = { ok: true; cues: Cue[] } | { ok: false; fault: CaptionsFault; line: number }

/** More than two hours of speech have. */
const mostCues = 10_000
const timing = /^\s*(\S+)\s+-->\s+(\S+)(?:\s+.*)?$/
const moment = /^(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})$/

interface Block {
  /** The line of the file that it begins with, from 1. */
  line: number
  lines: string[]
}

/** The captions in a text file of either kind; the kind is seen from the text. */
export function readCaptions(text: string): CaptionsRead {
  const blocks = blocksOf(text)
  const [head] = blocks
  const isVtt = head !== undefined && /^WEBVTT(?:[ \t]|$)/.test(head.lines[0] ?? '')
  const cues: Cue[] = []
  for (const block of isVtt ? headless(blocks) : blocks) {
    if (isVtt && /^(NOTE|STYLE|REGION)(?:\s|$)/.test(block.lines[0] ?? '')) continue
    const cue = readCue(block)
    if ('fault' in cue) return { ok: false, ...cue }
    // A stretch in which nothing is said says nothing.
    if (cue.text !== '') cues.push(cue)
    if (cues.length > mostCues) return { ok: false, fault: 'too-many', line: block.line }
  }
  if (cues.length === 0) return { ok: false, fault: 'no-captions', line: 1 }
  return { ok: true, cues }
}

/** The same as WebVTT. Characters that would be markup are written so that they are shown. */
export function writeVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(({ from, to, text }) => `${sayTime(from)} --> ${sayTime(to)}\n${escaped(text)}\n`)
  return `WEBVTT\n\n${blocks.join('\n')}`
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let open: Block | null = null
  for (const [index, line] of text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (line.trim() === '') open = null
    else if (open === null) blocks.push((open = { line: index + 1, lines: [line] }))
    else open.lines.push(line)
  }
  return blocks
}

/** The head ends with an empty line, though some programs write the first cue right under it. */
function headless([head, ...rest]: Block[]): Block[] {
  const at = head?.lines.findIndex((line) => line.includes('-->')) ?? -1
  if (head === undefined || at === -1) return rest
  return [{ line: head.line + at, lines: head.lines.slice(at) }, ...rest]
}

function readCue({ line, lines }: Block): Cue | { fault: CaptionsFault; line: number } {
  // A number or a name may stand above the times.
  const at = lines[0]?.includes('-->') ? 0 : 1
  const times = timing.exec(lines[at] ?? '')
  if (times === null)
    return lines[at]?.includes('-->') ? { fault: 'bad-time', line: line + at } : { fault: 'no-times', line }
  const [from, to] = [readTime(times[1] ?? ''), readTime(times[2] ?? '')]
  if (from === null || to === null) return { fault: 'bad-time', line: line + at }
  if (to <= from) return { fault: 'backwards', line: line + at }
  const text = lines
    .slice(at + 1)
    .map(plain)
    .filter((words) => words !== '')
    .join('\n')
  return { from, to, text }
}

function readTime(text: string): number | null {
  const [whole, hours = '0', minutes = '0', seconds = '0', parts = '0'] = moment.exec(text) ?? []
  if (whole === undefined || Number(minutes) > 59 || Number(seconds) > 59) return null
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + Number(parts.padEnd(3, '0'))
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: '\u00a0', lrm: '', rlm: '' }

/**
 * Without tags, `{\an8}` and entities. A tag ends where the next one would begin: else a line of nothing but beginnings would take
 * the square of its length.
 */
function plain(line: string): string {
  return line
    .replace(/\{\\[^{}]*\}/g, '')
    .replace(/<\/?[a-z][^<>]*>|<\d[^<>]*>/gi, '')
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? '')
    .replaceAll('-->', '→')
    .trim()
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function sayTime(ms: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  const [seconds, rest] = [Math.floor(ms / 1000), ms % 1000]
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':')
  return `${clock}.${String(rest).padStart(3, '0')}`
}

/** A text file's words: UTF-8 where every byte of it is, UTF-16 where its mark says so, else what is usual in China. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}
