import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { sendInTurn, sendLesson } from './send-lesson.ts'

/** A server that answers each save as it is told, by its path. */
async function answering(answers: Record<string, { status: number; body: string; after?: Promise<void> }>) {
  const heard: string[] = []
  const server = createServer((request, response) => {
    const path = request.url ?? ''
    heard.push(path)
    request.resume()
    const { status = 500, body = '', after = Promise.resolve() } = answers[path] ?? {}
    void after.then(() => response.writeHead(status).end(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return { heard, at: (path: string) => `http://127.0.0.1:${port}${path}` }
}

const saved = { status: 200, body: JSON.stringify({ saved: { base: 'v.2', at: 1 } }) }

test('a lesson that was deleted is told apart from a draft that comes again, and both from a page that is none of ours', async () => {
  const gone = (name: string) => ({ status: 404, body: JSON.stringify({ error: { '': [name] } }) })
  const { at } = await answering({
    '/lesson': gone('teach:form.lessonGone'),
    '/draft': gone('teach:form.draftGone'),
    '/other': { status: 404, body: '<html>' },
  })
  const said = async (path: string) => {
    const answer = await sendLesson(at(path), new FormData())
    return 'error' in answer ? answer.error[''] : answer
  }
  expect(await said('/lesson')).toEqual(['teach:form.lessonGone'])
  expect(await said('/draft')).toEqual(['teach:form.draftGone'])
  expect(await said('/other')).toEqual(['common:form.notTaken'])
})

test('a browser of some years ago can save too', async () => {
  const { at } = await answering({ '/one': saved })
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => {
    throw new TypeError('AbortSignal.timeout is not a function')
  })
  expect(await sendLesson(at('/one'), new FormData())).toMatchObject({ saved: { base: 'v.2' } })
})

test('what a page sends waits for the answer to what it sent before', async () => {
  let answer: () => void = () => undefined
  const after = new Promise<void>((resolve) => (answer = resolve))
  const { heard, at } = await answering({ '/one': { ...saved, after }, '/two': saved })
  const first = sendInTurn(at('/one'), new FormData())
  const second = sendInTurn(at('/two'), new FormData())
  await vi.waitFor(() => expect(heard).toEqual(['/one']))
  await new Promise((next) => setTimeout(next, 30))
  expect(heard).toEqual(['/one'])
  answer()
  await Promise.all([first, second])
  expect(heard).toEqual(['/one', '/two'])
})
