import { expect, test } from 'vitest'
import { preferredLanguage } from './languages.ts'

test('the browser’s wish decides among our languages, and Chinese where it has none', () => {
  expect(preferredLanguage('en-GB,en;q=0.9,zh;q=0.8')).toBe('en')
  expect(preferredLanguage('zh-CN,zh;q=0.9,en;q=0.8')).toBe('zh')
  expect(preferredLanguage('ja,en;q=0.5,zh;q=0.7')).toBe('zh')
  expect(preferredLanguage('ja;q=0.9, EN ;q=0.1')).toBe('en')
  expect(preferredLanguage('en;q=0')).toBe('zh')
  expect([preferredLanguage('ja'), preferredLanguage(''), preferredLanguage(null)]).toEqual([
    'zh',
    'zh',
    'zh',
  ])
})
