import { demoPeople } from '#app/features/identity/index.ts'
import { openAs } from './fixtures/people.ts'
import { expect, test } from './fixtures/test.ts'

/** What strangers share, as `server/http/app.ts` names it; the product and its shop are those of the demo's room. */
async function sharedAddresses(url: string, room: string): Promise<string[]> {
  const product = /\/product\/[0-9a-f-]{36}/.exec(await read(`${url}/live/${room}`))?.[0] ?? ''
  const shop = /\/shop\/[\w-]+/.exec(await read(`${url}${product}`))?.[0] ?? ''
  expect([product, shop]).not.toContain('')
  return ['/', `/live/${room}`, product, shop]
}

async function read(url: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await fetch(url, { headers })
  expect(answer.status, url).toBe(200)
  return answer.text()
}

/** Whatever could be one person's own: ids, keys and tokens. The nonce is each answer's own by design. */
function tokensOf(html: string): Set<string> {
  const nonce = /nonce="([^"]+)"/.exec(html)?.[1] ?? ''
  expect(nonce, 'a page has a nonce').not.toBe('')
  return new Set(html.replaceAll(nonce, '').match(/[\w-]{22,}/g))
}

test('what strangers share holds nothing that was made for one of them', async ({ server, demoRoom }) => {
  for (const address of await sharedAddresses(server.url, demoRoom)) {
    // A cookie that nobody knows has the page made anew.
    const anew = () => read(server.url + address, { Cookie: 'visits=1' })
    expect(tokensOf(await anew()), address).toEqual(tokensOf(await anew()))
  }
})

test('who is signed in sees herself, and a stranger who asks next to her does not', async ({
  server,
  demoRoom,
  newPhone,
}) => {
  const { name, phone } = demoPeople.buyer
  const page = await openAs(await newPhone(), phone, '/me')
  const mine = (await page.context().cookies()).map((cookie) => `${cookie.name}=${cookie.value}`).join('; ')
  for (const address of await sharedAddresses(server.url, demoRoom)) {
    const url = server.url + address
    const [, hers, theirs] = await Promise.all([read(url), read(url, { Cookie: mine }), read(url)])
    expect(hers, address).toContain(name)
    expect(theirs, address).not.toContain(name)
  }
})
