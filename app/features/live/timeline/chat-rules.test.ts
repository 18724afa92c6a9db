import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ChatterMemory, judgeMessage, tidy, type ChatContext } from './chat-rules.ts'
import { maskContacts } from './contact-mask.ts'
import { longestMessage } from './limits.ts'

let keys = 0
function context(more: Partial<ChatContext> = {}): ChatContext {
  return {
    key: `key-${keys++}`,
    role: 'viewer',
    follows: true,
    rules: { slowSeconds: 0, followersOnly: false },
    refusedWords: [],
    memory: new ChatterMemory(),
    now: 1_000_000,
    ...more,
  }
}

describe('what the chat takes', () => {
  test('plain words pass as they are, tidied', () => {
    expect(judgeMessage('  大姐，\u200b今天的\n蛤蜊  新鲜吗？', context())).toEqual({
      ok: true,
      text: '大姐，今天的 蛤蜊 新鲜吗？',
    })
  })

  test('a sign made of several stays whole; what turns the line around is gone', () => {
    expect(tidy('👩\u200d🌾来了\u202e，\u2066好\u200d')).toBe('👩\u200d🌾来了，好')
    expect(tidy('a\0b\u0007c\ud800')).toBe('a b c')
  })

  test('nothing but space is empty, and a hundred characters are enough', () => {
    expect(judgeMessage(' \u202e\u200b ', context())).toEqual({ ok: false, reason: 'empty' })
    const full = Array.from({ length: longestMessage }, (_, place) =>
      String.fromCodePoint(0x4e00 + place),
    ).join('')
    expect(judgeMessage(full, context())).toMatchObject({ ok: true })
    expect(judgeMessage(`${full}多`, context())).toEqual({ ok: false, reason: 'too-long' })
  })

  test('refused words are found also where they are disguised, the room’s own among them', () => {
    expect(judgeMessage('你 傻-逼 啊', context())).toEqual({ ok: false, reason: 'refused-word' })
    expect(judgeMessage('假货假货', context({ refusedWords: ['假货'] }))).toEqual({
      ok: false,
      reason: 'refused-word',
    })
    expect(judgeMessage('不是假货', context())).toMatchObject({ ok: true })
  })

  test('the same words within half a minute are a repetition, the same message sent again is none', () => {
    const memory = new ChatterMemory()
    const first = context({ memory })
    expect(judgeMessage('来了', first)).toMatchObject({ ok: true })
    expect(judgeMessage('来了', first)).toMatchObject({ ok: true })
    expect(judgeMessage('来了', context({ memory }))).toEqual({ ok: false, reason: 'repeated' })
    expect(judgeMessage('来了', context({ memory, now: 1_030_000 }))).toMatchObject({ ok: true })
  })

  test('after five in ten seconds it goes on at one in two seconds', () => {
    const memory = new ChatterMemory()
    for (let said = 0; said < 5; said++)
      expect(judgeMessage(`第${said}句`, context({ memory, now: 1_000_000 + said }))).toMatchObject({
        ok: true,
      })
    expect(judgeMessage('再来', context({ memory, now: 1_000_004 }))).toEqual({
      ok: false,
      reason: 'too-often',
      retryAfter: 2000,
    })
    expect(judgeMessage('再来', context({ memory, now: 1_002_004 }))).toMatchObject({ ok: true })
  })

  test('slow mode and followers-only hold viewers, not the host and her assistant', () => {
    const rules = { slowSeconds: 10, followersOnly: true }
    const memory = new ChatterMemory()
    expect(judgeMessage('一', context({ rules, memory, follows: false }))).toEqual({
      ok: false,
      reason: 'followers-only',
    })
    expect(judgeMessage('一', context({ rules, memory }))).toMatchObject({ ok: true })
    expect(judgeMessage('二', context({ rules, memory, now: 1_004_000 }))).toEqual({
      ok: false,
      reason: 'slow-mode',
      retryAfter: 6000,
    })
    expect(
      judgeMessage('二', context({ rules, memory, now: 1_004_000, role: 'assistant', follows: false })),
    ).toMatchObject({
      ok: true,
    })
  })
})

describe('what the chat masks', () => {
  test.each([
    '加我 13812345678',
    '电话138 1234 5678',
    '一三八一二三四五六七八',
    '１３８-１２３４-５６７８',
    '139，1234，5678 找我',
    '看 https://evil.example/x?y=1',
    'evil.com 便宜',
    'weixin://dl/business?t=1',
    '微信号 abc_12345',
    'VX: hello2024',
    'QQ 12345678',
    '①③⑧①②③④⑤⑥⑦⑧',
    '❶❸❽❶❷❸❹❺❻❼❽',
    '1️⃣3️⃣8️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣',
    '𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖',
    '١٣٨١٢٣٤٥٦٧٨',
    '幺三八~幺二三四~五六七八',
    '打053287654321',
    'evil。com',
    'evil点com',
    'ftp://evil.example',
    'V信 wx2024abc',
    'a.b@c.com',
  ])('%s', (text) => {
    expect(maskContacts(text)).toContain('＊＊＊')
  })

  test.each([
    '蛤蜊 12.8 一斤',
    '满99减20',
    '今天 11月24日 19:30 来',
    '3斤5两',
    '一二三，上链接',
    '2026年',
    '送到266109',
    '12.8 13.9 15.6 20.5',
    'Is WeChat Pay alright?',
    '三点半开始',
    '周一二三四五六七都播吗',
  ])('%s stays', (text) => {
    expect(maskContacts(text)).toBe(text)
  })

  const anything = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.string({ unit: fc.constantFrom(...'0123456789一二三〇-. /:@wxvq微信.comhttp'), maxLength: 300 }),
  )

  test('masking twice is masking once', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(maskContacts(maskContacts(text))).toBe(maskContacts(text))
      }),
    )
  })

  test('what is shown is never longer than what was written', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(maskContacts(text).length).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  test.each(['1 ', '一-', 'a.', 'vx ', '微 信', 'http://', '138', '\u200b1', '👩\u200d', 'e\u0301', '点com'])(
    'two thousand characters of %j are read in no time',
    (part) => {
      const text = part.repeat(2000).slice(0, 2000)
      const took = () => {
        const began = performance.now()
        for (let round = 0; round < 5; round += 1) maskContacts(tidy(text))
        return performance.now() - began
      }
      took()
      // What grows with the square takes far longer; a busy machine must not fail the test.
      expect(took()).toBeLessThan(150)
    },
  )

  test('no mobile number comes through, whatever stands around and between its digits', () => {
    const mobile = fc.tuple(
      fc.constantFrom('3', '5', '7', '8', '9'),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 9, maxLength: 9 }),
    )
    const scripts = ['0123456789', '０１２３４５６７８９', '〇一二三四五六七八九', '零壹贰叁肆伍陆柒捌玖']
    fc.assert(
      fc.property(
        mobile,
        anything,
        fc.constantFrom('', ' ', '-', '.', '，', '~', '\u200b', '❤'),
        fc.constantFrom(...scripts),
        ([second, rest], around, gap, script) => {
          const number = `1${second}${rest}`
          const written = Array.from(number, (digit) => Array.from(script)[Number(digit)]).join(gap)
          const shown = judgeMessage(`${around.slice(0, 20)} ${written}`, context())
          if (shown.ok) expect(digitsOf(shown.text, script)).not.toContain(number)
        },
      ),
    )
  })

  test('two thousand hostile characters never cause an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 0, maxLength: 2000 }), (text) => {
        const shown = judgeMessage(text, context())
        if (shown.ok) expect(Array.from(shown.text).length).toBeLessThanOrEqual(longestMessage)
        maskContacts(tidy(text))
      }),
      { numRuns: 50 },
    )
  })
})

function digitsOf(text: string, script: string): string {
  const digits = Array.from(script)
  return Array.from(text, (letter) => (digits.includes(letter) ? String(digits.indexOf(letter)) : letter))
    .join('')
    .replace(/\D/g, '')
}
