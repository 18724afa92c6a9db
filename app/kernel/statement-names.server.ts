import { createHash } from 'node:crypto'

/** Each connection keeps every named statement until it closes: so many texts, and no more, get a name. */
const mostNamed = 200
/** A text that varies with what is asked (a list of ids) is seldom seen so often: it takes nobody's place. */
const namedAfter = 5
/** So many texts are counted at once; what is not named by then begins anew. */
const mostCounted = 2000

/**
 * Names for prepared statements, by the text of their SQL, so that PostgreSQL reads and plans each only once a
 * connection. Answers '' (no name, prepared anew each time) for what was asked seldom, and for all new texts once
 * `mostNamed` have a name: a name is never taken from one text for another, since connections keep what it stood for.
 */
export function nameStatements(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  const counts = new Map<string, number>()
  return ({ sql }) => {
    const name = names.get(sql)
    if (name !== undefined) return name
    if (names.size >= mostNamed) return ''
    const count = (counts.get(sql) ?? 0) + 1
    if (count >= namedAfter) {
      counts.delete(sql)
      names.set(sql, createHash('sha256').update(sql).digest('base64url'))
    } else {
      if (counts.size >= mostCounted) counts.clear()
      counts.set(sql, count)
    }
    return names.get(sql) ?? ''
  }
}
