import { texts } from '#app/features/live/studio/texts.ts'
import { chooseReading, readings, type Reading } from './fixtures/language.ts'
import { openAs } from './fixtures/people.ts'
import { expectReadable } from './fixtures/readable.ts'
import { createRoom } from './fixtures/rooms.ts'
import { goLive } from './fixtures/studio.ts'
import { expect, test } from './fixtures/test.ts'

test('every state of the studio reads well in Chinese, in English and in large type', async ({
  context,
  server,
}, info) => {
  test.setTimeout(240_000)
  const phone = '13922220006'
  const { slug } = await createRoom(server, 'readings', 'Morning tide, fresh from the quay', { phone })
  const page = await openAs(context, phone, `/studio/${slug}`)
  for (const reading of readings) {
    await chooseReading(page, reading, server.url)
    await page.goto(`/studio/${slug}`)
    const look = async (name: string) => {
      await page.waitForTimeout(600)
      await expectReadable(page, reading, `studio-${name}-${reading}-${info.project.name}`)
    }
    await look('before')
    await goLive(page, reading)
    await look('on-air')
    await page.getByRole('button', { name: wordsIn(reading).console.end, exact: true }).click()
    await look('asked')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: wordsIn(reading).console.end, exact: true })
      .click()
    await expect(page.getByText(wordsIn(reading).summary.newFollowers)).toBeVisible({ timeout: 20_000 })
    await look('over')
  }
})

function wordsIn(reading: Reading) {
  return reading === 'en' ? texts.en : texts.zh
}
