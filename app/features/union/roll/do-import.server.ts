import type { Outcome } from '#app/kernel/outcome.ts'
import {
  applyImport,
  changeColumns,
  compareWith,
  decideLines,
  discardImport,
  type Choice,
} from './imports.server.ts'
import type { ImportDeed } from './roll-forms.ts'

/** Does with an import what its page asks for. */
export function doWithImport(
  moving: { id: string; personId: string },
  form: ImportDeed,
): Promise<Outcome<void, 'moved'>> {
  switch (form.deed) {
    case 'compare':
      return compareWith(moving, form.columns)
    case 'decide':
      return decideLines(moving, choicesOf(form.choices))
    case 'columns':
      return changeColumns(moving)
    case 'apply':
      return applyImport(moving)
    case 'discard':
      return discardImport(moving)
  }
}

function choicesOf(choices: Record<string, Choice>): Map<number, Choice> {
  return new Map(Object.entries(choices).map(([line, choice]) => [Number(line), choice]))
}
