import sharp from 'sharp'
import { texts } from '#app/features/identity/account-texts.ts'
import { texts as common } from '#app/kernel/i18n/common.ts'
import { texts as live } from '#app/features/live/texts.ts'
import { openAs } from './fixtures/people.ts'
import { expect, test } from './fixtures/test.ts'

const { account, devices, people, picture, roles } = texts.zh
const { roomsAdmin } = live.zh
const { form } = common.zh

test.use({ allowedErrors: [/status of (409|422)/] })

test('she gives herself a name and a face, and nobody learns where her photo was taken', async ({
  context,
}) => {
  const page = await openAs(context, '13933330001', '/me')
  const name = page.getByLabel(account.name, { exact: true })
  await name.fill('官方 客服')
  await page.getByRole('button', { name: account.saveName }).click()
  await expect(page.getByText(account.nameBlocked)).toBeVisible()
  await expect(name).toHaveValue('官方 客服')
  await name.fill('即墨的阿姨')
  await page.getByRole('button', { name: account.saveName }).click()
  await expect(page.getByText(account.nameSaved)).toBeVisible()

  await page.getByRole('link', { name: account.changePicture }).click()
  const usePhoto = page.getByRole('button', { name: picture.usePhoto })
  const file = page.getByLabel(picture.photo)
  await file.setInputFiles({ name: 'evil.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg/>') })
  await usePhoto.click()
  await expect(page.getByText(form.photoKind)).toBeVisible()
  await file.setInputFiles({ name: 'me.jpg', mimeType: 'image/jpeg', buffer: await photoWithPlace() })
  await expect(page.getByText(form.photoKind)).toBeHidden()
  await usePhoto.click()
  await expect(page).toHaveURL(/\/me$/)
  const shown = await page.locator('main img').first().getAttribute('src')
  const kept = await (await page.request.get(shown ?? '')).body()
  const about = await sharp(kept).metadata()
  expect([about.width, about.height, about.exif]).toEqual([256, 256, undefined])

  await page.getByRole('link', { name: account.changePicture }).click()
  await page.getByLabel(picture.names.oyster).check()
  await page.getByRole('button', { name: picture.useDrawing }).click()
  await expect(page.locator('main img').first()).toHaveAttribute('src', '/art/oyster.svg')
  expect((await page.request.get(shown ?? '')).status(), 'the photo is gone').toBe(404)
})

test('a device that she ends is signed out, without scripts too', async ({ context, browser, baseURL }) => {
  const phone = '13933330002'
  const page = await openAs(context, phone, '/me')
  const lost = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const away = await openAs(lost, phone, '/me/devices')
  await expect(away.getByRole('listitem')).toHaveCount(2)

  await page.getByRole('link', { name: account.devices }).click()
  const others = page.getByRole('button', { name: new RegExp(devices.endNamed.replace('{{device}}', '.+')) })
  await others.click()
  await expect(page.getByText(devices.ended)).toBeVisible()
  await expect(page.getByText(devices.onlyThis)).toBeVisible()
  await away.goto('/me')
  await expect(away).toHaveURL(/\/sign-in\?back=%2Fme$/)

  await openAs(lost, phone, '/me/devices').then(async (again) => {
    await again.getByRole('button', { name: new RegExp(devices.end) }).click()
    await expect(again.getByText(devices.ended)).toBeVisible()
  })
  await page.reload()
  await expect(page).toHaveURL(/\/sign-in\?back=%2Fme%2Fdevices$/)
  await lost.close()
})

test('the administrator opens a room for a host, who finds it on her page; nobody else sees the administration', async ({
  context,
  stranger,
  openDemo,
}) => {
  const host = '13933330003'
  const page = await openDemo(context, 'administrator', '/admin')
  await page.getByRole('link', { name: roomsAdmin.title }).click()
  await page.getByLabel(roomsAdmin.phone).fill(host)
  await page.getByLabel(roomsAdmin.hostName).fill('李嫂')
  await page.getByLabel(roomsAdmin.roomTitle).fill('李嫂的海蛎子')
  await page.getByLabel(roomsAdmin.place).fill('东码头')
  await page.getByLabel(roomsAdmin.reason).fill('考核合格')
  await page.getByRole('button', { name: roomsAdmin.open }).click()
  await expect(page.getByText(roomsAdmin.opened.replace('{{title}}', '李嫂的海蛎子'))).toBeInViewport()
  await expect(page.getByText(/^[a-z0-9]{20,}$/)).toBeVisible()

  await page.goto('/admin/people')
  await page.getByLabel(people.search).fill('139 3333 0003')
  await page.getByRole('button', { name: people.find }).click()
  await expect(page.getByRole('heading', { name: '李嫂', level: 1 })).toBeVisible()
  expect(page.url(), 'no phone in an address').not.toContain('1393333')
  await page.getByText(roles.grantRole).click()
  await page.getByLabel(roles.names.lecturer).check()
  await page.getByLabel(roles.reason, { exact: true }).last().fill('会讲课')
  await page.getByRole('button', { name: roles.grant, exact: true }).click()
  await expect(page.getByText(people.done)).toBeVisible()

  const hers = await openAs(stranger, host, '/me')
  await expect(hers.getByRole('link', { name: account.openStudio })).toBeVisible()
  await expect(hers.getByRole('link', { name: account.administration })).toBeHidden()
  expect((await hers.request.get('/admin/people')).status()).toBe(404)
})

/** As a phone takes it, with the place in its EXIF. */
function photoWithPlace(): Promise<Buffer> {
  return sharp({ create: { width: 1600, height: 1200, channels: 3, background: '#cc4029' } })
    .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '36/1 13/1 0/1' } })
    .jpeg()
    .toBuffer()
}
