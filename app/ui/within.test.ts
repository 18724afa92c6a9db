import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { within } from './within.ts'

/** A server that begins each answer and goes on with none. */
async function beginning(): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(200)
    response.write('{')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('an answer that never ends is given up, in a browser of some years ago too', async () => {
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    throw new TypeError('AbortSignal.timeout is not a function')
  })
  const address = await beginning()
  const asked = within(50, async (signal) => (await fetch(address, { signal })).text())
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
})

test('what was answered in time leaves no clock running', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  expect(await within(50, async () => 'answer')).toBe('answer')
  expect(vi.getTimerCount()).toBe(0)
})
