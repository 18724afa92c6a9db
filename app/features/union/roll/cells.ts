/** What stands in a cell, as it was: text, a number where the spreadsheet has one, or nothing. A day is text: "1974-09-12". */
export type Cell = string | number | null

export interface SheetRow {
  /** As the spreadsheet numbers it, from 1. */
  line: number
  cells: Cell[]
}

const invisible = /[\u200B-\u200F\u202A-\u202E\u2060\uFEFF\u00AD]/g

/**
 * What a person reads in the cell: full-width characters made plain, spaces single, without what spreadsheets put before
 * a number to keep it text ("'138…", '="138…"').
 */
export function readable(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return ''
  const text = String(cell).normalize('NFKC').replace(invisible, '').replace(/\s+/g, ' ').trim()
  const unwrapped = /^="(.*)"$/.exec(text)?.[1] ?? text
  return unwrapped.replace(/^['’‘`]+/, '').trim()
}

export function isBlank(cells: readonly Cell[]): boolean {
  return cells.every((cell) => readable(cell) === '')
}

/** The cell as a sheet shows it, for handing it back: nothing is changed. */
export function asWritten(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell)
}

/**
 * The digits of a number that a spreadsheet shows shortened ("1.3805321234E+10"); null where digits are lost for good
 * ("1.38E+10"), and undefined where the text is no such number.
 */
export function unshortened(text: string): string | null | undefined {
  const match = /^(\d)(?:\.(\d+))?E\+?(\d{1,2})$/i.exec(text)
  if (match === null) return undefined
  const [, first = '', rest = '', power = ''] = match
  return rest.length >= Number(power) ? first + rest.slice(0, Number(power)) : null
}
