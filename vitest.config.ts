import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** A minute long by itself: begun last, it would be waited for alone. */
const longest = 'e2e/long/payments.test.ts'

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith(longest)
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))]
  }
}

export default defineConfig({
  test: {
    include: ['app/**/*.test.{ts,tsx}', 'server/**/*.test.ts', 'prisma/**/*.test.ts', 'e2e/**/*.test.ts'],
    environment: 'node',
    // One embedded PostgreSQL for the whole run; every test file gets a database of its own in it.
    globalSetup: ['server/database/testing-global.ts'],
    setupFiles: ['server/database/testing-worker.ts'],
    // A worker's files share its process: a process for each cost as much as all the tests. The set-up begins each anew.
    pool: 'forks',
    isolate: false,
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
})
