import type { zh } from './roll-texts.zh.ts'

export type ReasonKey = keyof (typeof zh)['why']

/** A reason as it is kept ("twice:12") apart: its text's key, and the line that it speaks of. */
export function partsOf(reason: string): { key: ReasonKey; line: number | null } {
  const [key = '', line] = reason.split(':')
  return { key: key as ReasonKey, line: line === undefined ? null : Number(line) }
}

/** A reason in words, where there is no page: in a sheet. */
export function sayReason(why: Record<ReasonKey, string>, reason: string): string {
  const { key, line } = partsOf(reason)
  return (why[key] ?? reason).replace('{{line}}', String(line ?? ''))
}
