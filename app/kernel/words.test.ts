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

test('a thousand words cost a message hardly more than ten', () => {
  const listOf = (count: number) =>
    Array.from({ length: count }, (_, number) => `${'海'.repeat(number % 20)}蛎${number}`)
  const [few, many] = [listOf(10), listOf(1000)]
  const text = '海'.repeat(200)
  // The shortest of many: what else the machine does is no matter of ours.
  const shortest = (words: readonly string[]) =>
    Math.min(
      ...Array.from({ length: 300 }, () => {
        const began = performance.now()
        expect(containsWord(text, words) === null).toBe(true)
        return performance.now() - began
      }),
    )
  // Searched one by one they would cost a hundred times as much.
  expect(shortest(many)).toBeLessThan(shortest(few) * 10)
})
