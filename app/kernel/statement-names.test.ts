import { expect, test } from 'vitest'
import { nameStatements } from './statement-names.server.ts'

function askOften(nameOf: (query: { sql: string }) => string, sql: string): string {
  let name = ''
  for (let time = 0; time < 5; time++) name = nameOf({ sql })
  return name
}

test('a statement is named once it comes again and again, by its text alone', () => {
  const nameOf = nameStatements()
  expect(nameOf({ sql: 'SELECT 1' })).toBe('')
  const name = askOften(nameOf, 'SELECT 1')
  // PostgreSQL cuts longer names off.
  expect(name).toMatch(/^[\w-]{20,63}$/)
  expect(nameOf({ sql: 'SELECT 1' })).toBe(name)
  expect(askOften(nameOf, 'SELECT 2')).not.toBe(name)
  expect(askOften(nameStatements(), 'SELECT 1')).toBe(name)
})

test('a connection keeps a bounded number of them, and each name stands for one text for ever', () => {
  const nameOf = nameStatements()
  const texts = Array.from({ length: 300 }, (_, number) => `SELECT ${number}`)
  const named = texts.map((sql) => askOften(nameOf, sql)).filter((name) => name !== '')
  expect(new Set(named).size).toBe(200)
  expect(named).toHaveLength(200)
  expect(texts.map((sql) => nameOf({ sql })).filter((name) => name !== '')).toEqual(named)
})

test('texts that differ each time take no place', () => {
  const nameOf = nameStatements()
  for (let number = 0; number < 10_000; number++) expect(nameOf({ sql: `SELECT ${number}` })).toBe('')
  expect(askOften(nameOf, 'SELECT x')).not.toBe('')
})
