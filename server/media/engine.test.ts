import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { memoryHooks, startTestEngine } from './ingest/testing.ts'

test('the engine is ready while it lets publishers in and could record them', async () => {
  const { engine, close } = await startTestEngine({ hooks: () => memoryHooks({}).hooks })
  onTestFinished(() => close())
  expect(await engine.ready()).toBe(true)
  await engine.stop()
  expect(await engine.ready()).toBe(false)
})

test('an engine whose recordings have no folder is not ready', async () => {
  const { engine, dataDir, close } = await startTestEngine({ hooks: () => memoryHooks({}).hooks })
  onTestFinished(() => close())
  await writeFile(join(dataDir, 'recordings'), 'in the way')
  expect(await engine.ready()).toBe(false)
})
