import type { Page } from '@playwright/test'
import { texts as roll } from '#app/features/union/roll/roll-texts.ts'
import { chooseReading, readings } from './fixtures/language.ts'
import { expectReadable } from './fixtures/readable.ts'
import { expect, test } from './fixtures/test.ts'

const words = roll.zh

/** Nobody of the demo; the last one is nobody's phone, and the third is the first in the same file with another name. */
const sheet = [
  ['Name', 'Mobile', 'Birth month'],
  ['单春芽', '17712340001', '1974-09'],
  ['单春草', '17712340002', '1975-03'],
  ['单春苗', '17712340001', '1976-01'],
  ['单春叶', '1771234', '1977-05'],
]

/** The page as it stands, in all three readings. */
async function look(page: Page, url: string, name: string): Promise<void> {
  for (const reading of readings) {
    await chooseReading(page, reading, url)
    await page.reload()
    await expect(page.locator('h1').first()).toBeVisible()
    await expectReadable(page, reading, `roll-${name}-${reading}`)
  }
  await chooseReading(page, 'zh', url)
  await page.reload()
}

test('a clerk brings a roll in: she looks at the columns, decides what is doubtful, and sees what became of it', async ({
  context,
  openDemo,
  server,
}) => {
  test.setTimeout(240_000)
  const page = await openDemo(context, 'clerk', '/union/import')
  const csv = sheet.map((row) => row.join(',')).join('\n')
  await page.getByLabel(words.upload.file).setInputFiles({
    ...{ name: 'roll.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) },
  })
  // The subdistrict itself may have only unions under it: the first that takes members is one of those.
  await page.getByLabel(words.upload.organisation).selectOption({ index: 1 })
  await page.getByRole('button', { name: words.upload.send }).click()
  await expect(page.getByRole('heading', { name: words.columns.title })).toBeVisible({ timeout: 60_000 })
  await look(page, server.url, 'columns')

  await page.getByRole('button', { name: words.columns.goOn }).click()
  await expect(page.getByRole('heading', { name: words.preview.title })).toBeVisible({ timeout: 60_000 })
  await look(page, server.url, 'preview')
  await page.getByRole('radio', { name: words.doubt.isNot }).check()
  await page.getByRole('button', { name: words.doubt.keep }).click()
  await expect(page.getByRole('radio', { name: words.doubt.isNot })).toBeChecked()
  await page.getByRole('link', { name: `${words.verdict.refused} 1` }).click()
  await expect(page.getByText(words.why.phone)).toBeVisible()

  await page.getByRole('button', { name: words.preview.applyCount.replace('{{number}}', '3') }).click()
  await expect(page.getByRole('heading', { name: words.report.title })).toBeVisible({ timeout: 60_000 })
  const told = words.report.applied.replace('{{added}}', '3').replace('{{changed}}', '0')
  await expect(page.getByText(told)).toBeVisible()
  await look(page, server.url, 'report')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: words.report.download }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/^roll-.*\.xlsx$/)
})
