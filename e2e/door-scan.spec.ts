import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { demoPeople } from '#app/features/identity/index.ts'
import { texts as events } from '#app/features/training/events/event-texts.ts'
import { texts as pass } from '#app/features/union/check-in/pass-texts.ts'
import { planClassNow } from './fixtures/classes.ts'
import { readShownCode } from './fixtures/shown-code.ts'
import { expect, test } from './fixtures/test.ts'

const { door, doorPage, state } = events.zh

/** A camera that looks at this picture: a file for Chromium's `--use-file-for-fake-video-capture`. */
async function filmOf(png: Buffer, folder: string): Promise<string> {
  const [picture, film] = [path.join(folder, 'code.png'), path.join(folder, 'camera.mjpeg')]
  await writeFile(picture, png)
  const frame = 'scale=420:420,pad=1280:720:430:150:gray'
  const made = ['-loop', '1', '-i', picture, '-t', '2', '-r', '10', '-vf', frame, '-pix_fmt', 'yuvj420p']
  await promisify(execFile)('ffmpeg', ['-loglevel', 'error', ...made, '-q:v', '4', '-f', 'mjpeg', film])
  return film
}

test('the lecturer’s camera reads a member’s card and lets her in, once for as long as it is held there', async ({
  newPhone,
  openDemo,
  playwright,
  server,
  demoRoom,
}, info) => {
  expect(demoRoom).toBe('demo')
  const clerk = await newPhone()
  const event = await planClassNow(await openDemo(clerk, 'clerk', '/me'), '门口扫码')
  const member = await openDemo(await newPhone(), 'trainee', '/me/union')
  await expect(member.getByRole('img', { name: pass.zh.image })).toBeVisible()
  const { code, png } = await readShownCode(member)
  expect(code).toMatch(/^HD1\./)
  const folder = await mkdtemp(path.join(os.tmpdir(), 'hongdao-camera-'))
  const { args = [], ...launch } = info.project.use.launchOptions ?? {}
  const film = await filmOf(png, folder)
  const browser = await playwright.chromium.launch({
    ...launch,
    args: [...args, `--use-file-for-fake-video-capture=${film}`],
  })
  try {
    const phone = await browser.newContext({ baseURL: server.url, storageState: await clerk.storageState() })
    const page = await phone.newPage()
    await page.goto(`${event}/door`)
    await page.getByRole('button', { name: doorPage.camera }).click()
    await expect(page.getByText(demoPeople.trainee.name)).toBeVisible({ timeout: 20_000 })
    await expect(page.getByText(new RegExp(`${door.in} · ${state.present}`))).toBeVisible()
    await page.waitForTimeout(2000)
    await expect(page.getByText(door.already)).toHaveCount(0)
  } finally {
    await browser.close()
    await rm(folder, { recursive: true })
  }
})
