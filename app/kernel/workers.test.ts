import { expect, test } from 'vitest'
import { runInWorker } from './workers.server.ts'

test('what a worker throws is thrown where it was asked, and the next task is done all the same', async () => {
  await expect(runInWorker('roll', { work: 'nothing that there is' })).rejects.toThrow()
  const read = { work: 'read', id: '00000000-0000-7000-8000-000000000000' }
  // An import that is not there is none of its business.
  await expect(runInWorker('roll', read)).resolves.toBeUndefined()
  await expect(runInWorker('roll', read)).resolves.toBeUndefined()
})
