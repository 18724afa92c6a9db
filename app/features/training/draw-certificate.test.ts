import { expect, test } from 'vitest'
import { openFonts } from './certificate-fonts.server.ts'
import { drawCertificate } from './draw-certificate.server.ts'

const paper = {
  ...{ title: '结业证书', name: '王雩英 同志', said: '学完了“直播带货”的全部课程，考试合格，准予结业。' },
  facts: [{ name: '证书编号', words: 'HD-2026-000001-1' }],
  ...{ issuer: '红岛渔家女电商行业工会联合会', address: 'https://example.test/certificate/HD-2026-000001-1' },
  ...{ addressHint: '扫一扫，查真假', demo: null },
}

test('a rare character of a name is taken from a font that has it', () => {
  expect(openFonts().runsOf('王雩英')).toEqual([
    { part: 'chinese-simplified', words: '王' },
    { part: '27', words: '雩' },
    { part: 'chinese-simplified', words: '英' },
  ])
})

test('a certificate is one small page with its fonts in it', async () => {
  const pdf = (await drawCertificate(paper)).toString('latin1')
  expect(pdf).toMatch(/^%PDF-1\.\d/)
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1)
  expect(pdf.match(/\/FontFile2/g)).toHaveLength(3)
  expect(pdf.length).toBeLessThan(100_000)
})
