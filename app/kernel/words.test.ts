import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { containsWord } from './words.ts'

const list = ['管理员', '客服', 'admin', 'ass', '微信', '加微信', '138']

describe('a listed word is found', () => {
  test.each([
    ['管理员', '管理员'],
    ['我是管理员哦', '管理员'],
    ['管 理-员', '管理员'],
    ['管\u200b理\u200d员', '管理员'],
    ['ＡＤＭＩＮ', 'admin'],
    ['a.d.m.i.n', 'admin'],
    ['Ádmín', 'admin'],
    ['аdmin', 'admin'],
    ['admin123', 'admin'],
    ['渔村admin', 'admin'],
    ['加 微 信 看货', '微信'],
    ['①③⑧', '138'],
  ])('in %j', (text, word) => {
    // 加微信 holds 微信: whichever is named, it is one of the two.
    const found = containsWord(text, list)
    expect(found === word || found === '加微信').toBe(true)
  })
})

describe('what only looks like one is not', () => {
  test.each(['', ' ', '红岛大姐', 'class', 'Road Min', 'badminton', '管事的理货员', '13800', '客人服了吗'])(
    'in %j',
    (text) => {
      expect(containsWord(text, list)).toBeNull()
    },
  )
})

test('a shorter word inside a longer one that breaks off is found', () => {
  expect(containsWord('甲乙丙戊', ['甲乙丙丁', '乙丙戊', '丙'])).toBe('丙')
  expect(containsWord('甲乙丙戊', ['甲乙丙丁', '乙丙戊'])).toBe('乙丙戊')
})

test('an entry without letters finds nothing', () => {
  expect(containsWord('你好！！', ['', '  ', '！'])).toBeNull()
})

const han = fc.string({ unit: fc.constantFrom(...'海蛎子蛤蜊虾'), minLength: 1, maxLength: 4 })
const separator = fc.constantFrom('', ' ', '.', '\u200b', '　', '*', '~')

test('a word is found whatever stands around it and between its characters', () => {
  fc.assert(
    fc.property(
      han,
      fc.string(),
      fc.string(),
      fc.array(separator, { minLength: 4 }),
      (word, left, right, gaps) => {
        const hidden = Array.from(word, (letter, place) => letter + (gaps[place % gaps.length] ?? '')).join(
          '',
        )
        expect(containsWord(left + hidden + right, [word])).toBe(word)
      },
    ),
  )
})

test('it finds what a plain search finds, for any list of Chinese words', () => {
  fc.assert(
    fc.property(
      fc.array(han, { maxLength: 12 }),
      fc.array(han).map((parts) => parts.join('')),
      (words, text) => {
        const plain = words.some((word) => text.includes(word))
        expect(containsWord(text, words) !== null).toBe(plain)
      },
    ),
  )
})

test('a thousand words over the longest message cost no more than a few', () => {
  const words = Array.from({ length: 1000 }, (_, number) => `${'海'.repeat(number % 20)}蛎${number}`)
  const text = '海'.repeat(200)
  expect(containsWord(text, words)).toBeNull()
  const began = performance.now()
  for (let round = 0; round < 200; round += 1) containsWord(text, words)
  // 0.1 ms each where the machine is idle; a search word by word would take 5.
  expect((performance.now() - began) / 200).toBeLessThan(2)
})
