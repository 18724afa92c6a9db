import { defineConfig } from 'vitest/config'

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
    testTimeout: 20_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
})
