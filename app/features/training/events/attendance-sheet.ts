/** An attendance list as a sheet to hand on: rows of text, already in the reader's language. */
export interface AttendanceSheet {
  /** Of the sheet within the workbook. */
  name: string
  /** Above the table: what, where, when. */
  about: readonly string[]
  headings: readonly string[]
  rows: readonly (readonly string[])[]
}
