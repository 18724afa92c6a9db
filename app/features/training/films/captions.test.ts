import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeText, readCaptions, writeVtt, type Cue } from './captions.ts'

const srt = `1
00:00:01,500 --> 00:00:03,000
<i>来了啊？</i> 潮退了。

2
00:00:04,000 --> 00:01:05,250
{\\an8}大竹蛏 & 蛤蜊 <3
沙养两天。
`

test('SubRip and WebVTT say the same, without what is no words', () => {
  const cues = [
    { from: 1500, to: 3000, text: '来了啊？ 潮退了。' },
    { from: 4000, to: 65_250, text: '大竹蛏 & 蛤蜊 <3\n沙养两天。' },
  ]
  expect(readCaptions(srt)).toEqual({ ok: true, cues })
  const vtt = `WEBVTT - 字幕\nKind: captions\n\nNOTE 甲\n乙\n\nSTYLE\n::cue { color: red }\n\nname\n00:01.500 --> 00:03.000 align:start\n<v 秀英>来了啊？</v> 潮退了。\n\n00:04.000 --> 01:05.250\n大竹蛏 &amp; 蛤蜊 &lt;3\n沙养两天。`
  expect(readCaptions(vtt)).toEqual({ ok: true, cues })
  expect(writeVtt(cues)).toBe(
    'WEBVTT\n\n00:00:01.500 --> 00:00:03.000\n来了啊？ 潮退了。\n\n00:00:04.000 --> 00:01:05.250\n大竹蛏 &amp; 蛤蜊 &lt;3\n沙养两天。\n',
  )
})

test.each([
  ['', 'no-captions', 1],
  ['WEBVTT\n\nNOTE 没有', 'no-captions', 1],
  ['蛤蜊先吐沙。\n再装箱。', 'no-times', 1],
  [`${srt}\n3\n蛤蜊`, 'no-times', 10],
  [`${srt}\n3\n00:99:04,000 --> 00:99:05,000\n蛤蜊`, 'bad-time', 11],
  [`${srt}\n3\n00:00:09,000 --> 九秒\n蛤蜊`, 'bad-time', 11],
  ['1\r\n00:00:09,000 --> 00:00:08,000\r\n蛤蜊', 'backwards', 2],
] as const)('what is wrong with captions is said with its line: %j', (text, fault, line) => {
  expect(readCaptions(text)).toEqual({ ok: false, fault, line })
})

test('text is read in the encodings that are met', () => {
  const gbk = Buffer.from([0xb8, 0xf2, 0xf2, 0xdb])
  expect(decodeText(gbk)).toBe('蛤蜊')
  expect(decodeText(Buffer.from('\ufeff蛤蜊'))).toBe('蛤蜊')
  expect(decodeText(Buffer.from('\ufeff蛤蜊', 'utf16le'))).toBe('蛤蜊')
})

const cueOf = fc
  .record({
    from: fc.integer({ min: 0, max: 9_000_000 }),
    lasts: fc.integer({ min: 1, max: 10_000 }),
    text: fc
      .array(fc.constantFrom('蛤蜊', 'a', '&', '<', '>', '<b>', '-->', ' ', '&amp;', '{\\an8}', '1'), {
        minLength: 1,
      })
      .map((parts) => parts.join('').trim()),
  })
  .map(({ from, lasts, text }): Cue => ({ from, to: from + lasts, text }))

test('what is written is read back, however its words look', () => {
  fc.assert(
    fc.property(fc.array(cueOf, { minLength: 1, maxLength: 10 }), (cues) => {
      const once = readCaptions(writeVtt(cues))
      if (!once.ok) return once.fault === 'no-captions'
      expect(readCaptions(writeVtt(once.cues))).toEqual(once)
    }),
  )
})

test('a line of nothing but beginnings of tags is read like any other', () => {
  for (const beginning of ['<a', '<1', '{\\']) {
    const text = `1\n00:00:01,000 --> 00:00:02,000\n${beginning.repeat(200_000)}`
    expect(readCaptions(text)).toMatchObject({ ok: true })
  }
})
