import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { personalParts } from './personal-parts.server.ts'

const schema = path.join(import.meta.dirname, '../prisma/schema')

/** Every column under a `/// @personal` or `/// @personal-plain`, as `table.column`. */
function personalColumns(): string[] {
  return readdirSync(schema)
    .filter((file) => file.endsWith('.prisma'))
    .flatMap((file) => modelsOf(readFileSync(path.join(schema, file), 'utf8')))
    .flatMap(({ table, lines }) => columnsOf(lines).map((column) => `${table}.${column}`))
}

function modelsOf(text: string) {
  return [...text.matchAll(/^model (\w+) \{\n(.*?)^\}/gms)].map(([, name = '', body = '']) => ({
    table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name,
    lines: body.split('\n').map((line) => line.trim()),
  }))
}

function columnsOf(lines: string[]): string[] {
  const columns: string[] = []
  let marked = false
  for (const line of lines) {
    if (line.startsWith('///')) marked ||= line.includes('@personal')
    else {
      const field = /^\w+/.exec(line)?.[0]
      if (marked && field !== undefined) columns.push(/@map\("(\w+)"\)/.exec(line)?.[1] ?? field)
      marked = false
    }
  }
  return columns
}

const covered = Object.values(personalParts).flatMap(({ columns }) => columns)

test.each(personalColumns())('export and erasure cover the personal column %s', (column) => {
  expect(covered.filter((one) => one === column)).toEqual([column])
})

test('export and erasure speak of no column that the schema does not mark', () => {
  expect(covered.filter((column) => !personalColumns().includes(column))).toEqual([])
})

test('the schema marks personal columns', () => {
  expect(personalColumns()).toContain('member.birth_month')
  expect(personalColumns()).toContain('shop_order.phone_cipher')
})
