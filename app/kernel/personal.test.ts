import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lastDigits, lookupHash, openPersonal, sealPersonal } from './personal.server.ts'

test('what is sealed opens again, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const sealed = sealPersonal(value)
      expect(sealed).toMatch(/^v1\.[\w-]+$/)
      expect(openPersonal(sealed)).toBe(value)
      expect(sealPersonal(value)).not.toBe(sealed)
    }),
  )
})

test('a sealed value that was changed in any place does not open', () => {
  const sealed = sealPersonal('13800000000')
  for (let at = 3; at < sealed.length; at += 1) {
    const changed = sealed.slice(0, at) + (sealed[at] === 'A' ? 'Q' : 'A') + sealed.slice(at + 1)
    expect(() => openPersonal(changed)).toThrow()
  }
  expect(() => openPersonal(sealed.replace('v1.', 'v9.'))).toThrow(/version/)
})

test('equal values are found by the same hash, which does not show them', () => {
  expect(lookupHash('13800000000')).toBe(lookupHash('13800000000'))
  expect(lookupHash('13800000000')).not.toBe(lookupHash('13800000001'))
  expect(lookupHash('13800000000')).toMatch(/^[0-9a-f]{64}$/)
  expect(lastDigits('13800001234')).toBe('1234')
})

test('every personal column of the schema is ciphertext, a keyed hash or last digits', async () => {
  const columns = await personalColumns()
  expect(columns.length).toBeGreaterThan(0)
  expect(columns.filter(({ line }) => !isSafe(line)).map(({ where }) => where)).toEqual([])
})

test('a column named like a phone, an identity number or an address is marked personal', async () => {
  const suspects = /^\s+(\w*([pP]hone|identityNumber|idNumber|idCard|address)\w*)\s+String/
  const marked = new Set((await personalColumns()).map(({ where }) => where))
  const unmarked = (await schemaLines())
    .filter(({ line }) => suspects.test(line))
    .filter(({ where }) => !marked.has(where))
  expect(unmarked.map(({ where }) => where)).toEqual([])
})

function isSafe(line: string): boolean {
  const [, name = '', type = ''] = /^\s+(\w+)\s+(\w+)/.exec(line) ?? []
  if (type !== 'String') return false
  return /(Cipher|Hash)$/.test(name) || (/Last\d$/.test(name) && /@db\.(Char|VarChar)\([1-4]\)/.test(line))
}

/** Each field under a `/// @personal`, as `file:line`. */
async function personalColumns() {
  const lines = await schemaLines()
  return lines
    .filter((_, index) => {
      for (let above = index - 1; above >= 0; above -= 1) {
        const text = lines[above]?.line.trim() ?? ''
        if (!text.startsWith('///')) return false
        if (/@personal(?!-)/.test(text)) return true
      }
      return false
    })
    .filter(({ line }) => !line.trim().startsWith('///') && /^\s+\w/.test(line))
}

async function schemaLines(): Promise<{ line: string; where: string }[]> {
  const folder = path.resolve('prisma/schema')
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort()
  const files = await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
  return files.flatMap((text, file) =>
    text.split('\n').map((line, index) => ({ line, where: `${names[file]}:${index + 1}` })),
  )
}
