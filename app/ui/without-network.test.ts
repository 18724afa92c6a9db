import type { ShouldRevalidateFunctionArgs } from '@remix-run/react'
import { expect, test } from 'vitest'
import type { FormReply } from './form-reply.ts'
import { nothingChanged, orKeepTyped, unlessNothingChanged } from './without-network.ts'

function after(actionStatus: number | undefined, defaultShouldRevalidate = true): boolean {
  return unlessNothingChanged({ actionStatus, defaultShouldRevalidate } as ShouldRevalidateFunctionArgs)
}

test('loaders are asked anew after what changed something, and not after what did not', () => {
  expect(after(200)).toBe(true)
  expect(after(undefined)).toBe(true)
  expect(after(undefined, false)).toBe(false)
  expect(after(nothingChanged)).toBe(false)
  expect(after(503)).toBe(false)
})

/** What becomes of a form when the server's action ends so. */
async function kept(error: unknown, signal?: AbortSignal) {
  const body = new URLSearchParams({ name: '王大姐' })
  const request = new Request('http://localhost/me', { method: 'POST', body, signal: signal ?? null })
  const answer: unknown = await orKeepTyped(request, () => Promise.reject(error as Error))
  const { status } = answer as Response
  return { status, reply: (await (answer as Response).json()) as FormReply }
}

const thrownBy = (status: number) => ({ status, statusText: '', internal: false, data: null })

test('what she typed stays where nobody answered, where a proxy did, and where the server broke', async () => {
  const initialValue = { name: '王大姐' }
  const reply = (why: string) => ({ status: 503, reply: { error: { '': [why] }, initialValue } })
  expect(await kept(new TypeError('Failed to fetch'))).toEqual(reply('common:form.offline'))
  const notTaken = reply('common:form.notTaken')
  // What Remix makes of an HTML page with 502 or 413; of a failure of ours; of a 503 that a route throws.
  expect(await kept(new Error('Unable to decode turbo-stream response'))).toEqual(notTaken)
  expect(await kept(thrownBy(503))).toEqual(notTaken)
})

test('what the server says on purpose passes, and what she broke off herself', async () => {
  for (const said of [Response.redirect('http://localhost/sign-in'), thrownBy(404)])
    await expect(kept(said)).rejects.toBe(said)
  const broken = new DOMException('', 'AbortError')
  await expect(kept(broken, AbortSignal.abort())).rejects.toBe(broken)
})
