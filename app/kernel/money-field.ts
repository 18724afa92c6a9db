import { z } from 'zod'
import { parseFen } from './money.ts'

/** An amount as it is typed in a form, in yuan: in fen, between `least` and `most` fen. */
export function yuanField({ least, most }: { least: number; most: number }) {
  return z.string().transform((text, context) => {
    const fen = parseFen(text)
    if (fen !== null && fen >= least && fen <= most) return fen
    const message = fen === null ? 'common:form.notAnAmount' : 'common:form.amountRange'
    context.issues.push({ code: 'custom', message, input: text })
    return z.NEVER
  })
}
