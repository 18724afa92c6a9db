import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blockedNameWords } from './blocked-names.ts'
import { DisplayName, longestName } from './names.ts'

function refusalOf(name: string): string | undefined {
  return DisplayName.safeParse(name).error?.issues[0]?.message
}

test.each([
  ['红岛大姐', '红岛大姐'],
  ['  王  秀英 ', '王 秀英'],
  ['Ｗａｎｇ　大姐', 'Wang 大姐'],
  ['海蛎子❤️', '海蛎子❤️'],
  ["Mary O'Brien", "Mary O'Brien"],
  ['妈妈的味道', '妈妈的味道'],
  ['二〇二六', '二〇二六'],
  ['用户1234', '用户1234'],
  ['龘', '龘'],
  ['👍赶海的', '👍赶海的'],
])('takes %j as %j', (typed, name) => {
  expect(DisplayName.parse(typed)).toBe(name)
})

describe('refuses', () => {
  test.each([
    ['nothing', '', 'common:form.required'],
    ['spaces', ' 　 ', 'common:form.required'],
    ['more than twenty characters', '海'.repeat(21), 'common:form.tooLong|{"maximum":20}'],
    ['what becomes long when it is spelled out', '㍿'.repeat(6), 'common:form.tooLong|{"maximum":20}'],
    ['a zero width space', '王\u200b大姐', 'account:account.nameUnseen'],
    ['text turned around', '王\u202e姐大', 'account:account.nameUnseen'],
    ['a line break', '王\n大姐', 'account:account.nameUnseen'],
    ['a letter drawn as nothing', 'ㅤ', 'account:account.nameUnseen'],
    ['piled marks', `Z${'\u0336\u0317\u0353\u0321'}algo`, 'account:account.nameUnseen'],
    ['only signs', '!!??', 'account:account.nameUnreadable'],
    ['a telephone number', '海鲜139 0000 1234', 'account:account.nameTelephone'],
    ['the house', '红岛渔家女', 'account:account.nameBlocked'],
    ['its staff', '管 理 员小王', 'account:account.nameBlocked'],
    ['its staff in full width', 'ＡＤＭＩＮ', 'account:account.nameBlocked'],
    ['its staff with Cyrillic letters', 'аdmіn', 'account:account.nameBlocked'],
    ['an insult', '傻.逼', 'account:account.nameBlocked'],
  ])('%s', (_what, name, refusal) => {
    expect(refusalOf(name)).toBe(refusal)
  })
})

test('whatever is typed, a name that is taken is short, readable, in one form and stays as it is', () => {
  const characters = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom(...'海蛎子 　.\u200b\u202e\u0301Aａ①1') }),
  )
  fc.assert(
    fc.property(characters, (typed) => {
      const { success, data: name } = DisplayName.safeParse(typed)
      if (!success) return
      expect(Array.from(name).length).toBeLessThanOrEqual(longestName)
      expect(name).toBe(name.normalize('NFKC').trim())
      expect(name).toMatch(/[\p{L}\p{N}]/u)
      expect(name).not.toMatch(/[\p{Cc}\p{Cf}]/u)
      expect(DisplayName.parse(name)).toBe(name)
    }),
    { numRuns: 2000 },
  )
})

test('a blocked word is refused however it is spelled, wherever it stands', () => {
  const fullWidth = (letter: string) =>
    /[!-~]/.test(letter) ? String.fromCodePoint(letter.codePointAt(0)! + 0xfee0) : letter
  const spellings = fc.constantFrom<(letter: string) => string>(
    (letter) => letter,
    (letter) => letter.toUpperCase(),
    fullWidth,
  )
  const gap = fc.constantFrom('', ' ', '.', '_', '*')
  const word = fc.constantFrom(...blockedNameWords.filter((blocked) => blocked.length <= 6))
  const around = fc.constantFrom('', '海', '，')
  fc.assert(
    fc.property(word, spellings, gap, around, around, (blocked, spell, between, left, right) => {
      const name = left + Array.from(blocked, spell).join(between) + right
      expect(refusalOf(name)).toBe('account:account.nameBlocked')
    }),
  )
})
