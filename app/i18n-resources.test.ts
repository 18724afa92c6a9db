import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { remixI18n } from './i18n.server.ts'
import { resources } from './i18n-resources.ts'
import { texts as publicTexts } from './public-texts.zh.ts'

function leaves(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  return Object.entries(value as object).flatMap(([name, item]) =>
    leaves(item, path ? `${path}.${name}` : name),
  )
}

const zh = new Map(leaves(resources.zh, ''))
const en = new Map(leaves(resources.en, ''))

test('both languages have the same texts', () => {
  expect([...en.keys()].sort()).toEqual([...zh.keys()].sort())
})

test('no text is empty', () => {
  expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([])
})

test('a text has the same blanks to fill in both languages', () => {
  const blanks = (text: string | undefined) =>
    [...(text ?? '').matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort()
  for (const [name, text] of zh) expect(blanks(en.get(name)), name).toEqual(blanks(text))
})

test('no English text holds Chinese characters, but for the name of the language itself', () => {
  const chinese = [...en].filter(([, text]) => /\p{Script=Han}/u.test(text))
  expect(chinese.filter(([name]) => name !== 'common.preferences.chinese')).toEqual([])
})

test('a page is answered in the reader’s language', async () => {
  const t = await remixI18n.getFixedT(
    new Request('http://localhost/', { headers: { 'Accept-Language': 'en' } }),
  )
  expect(t('actions.back')).toBe('Back')
  const chinese = await remixI18n.getFixedT(new Request('http://localhost/'))
  expect(chinese('actions.back')).toBe('返回')
})

test('a key that no text has does not compile', async () => {
  const t = await remixI18n.getFixedT('zh', 'common')
  // @ts-expect-error -- the point of typed keys
  expect(t('no.such.key')).toBe('no.such.key')
})

/** Every file that a browser may be sent, with its source. */
const sent = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !/\.(test|server)\.tsx?$|^generated/.test(file))
  .map((file) => ({ file, source: readFileSync(path.join(import.meta.dirname, file), 'utf8') }))

/** The file of each namespace that a browser is sent with the pages that use it. */
const homes = new Map(
  sent.flatMap(({ file, source }) =>
    [...source.matchAll(/= addTexts\('(\w+)'/g)].map(([, namespace = '']) => [namespace, file] as const),
  ),
)

test('every namespace is public, or comes with the pages that use it', () => {
  expect([...Object.keys(publicTexts), ...homes.keys()].sort()).toEqual(Object.keys(resources.zh).sort())
})

test('whatever uses texts that are not public imports them', () => {
  const importsOf = ({ file, source }: (typeof sent)[number]) =>
    [...source.matchAll(/^import '([^']+)'/gm)].map(([, from = '']) =>
      from.startsWith('#app/') ? from.slice('#app/'.length) : path.join(path.dirname(file), from),
    )
  const without = sent.flatMap((one) => {
    const asked = [...one.source.matchAll(/useTranslation\(([^)]*)\)/g)].join()
    const imported = importsOf(one)
    return [...homes]
      .filter(([namespace, home]) => asked.includes(`'${namespace}'`) && !imported.includes(home))
      .map(([namespace]) => `${one.file}: ${namespace}`)
  })
  expect(homes.size).toBeGreaterThan(3)
  expect(without).toEqual([])
})
