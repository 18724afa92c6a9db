import { defineConfig } from '@playwright/test'

/** Chinese fonts, no GPU, nothing that phones home, and a camera that is a moving test picture with a beep. */
const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

const executablePath = process.env['CHROMIUM_PATH']

/** Journeys that may run beside each other: what they do takes no measure of a picture. */
const beside = [
  '**/{pages,shared-pages,awake,studio-readings,account,buying,teaching,lesson-saving,films,from-application-to-air,learning,union,sign-in,setup,hostile,kill,reconnect,roll-import,offline-card,door-scan,class-changes}.spec.ts',
]
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/journeys',
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['PLAYWRIGHT_REPORT'] ?? 'test-results/playwright.json' }],
  ],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    screenshot: 'only-on-failure',
    // A journey sees the server, not what a phone has kept of it; `offline-card` lets the worker in.
    serviceWorkers: 'block',
    launchOptions: { args: browserFlags, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  projects: [
    // Video is decoded in software: two such journeys at once would measure each other.
    { name: 'video', testIgnore: beside, use: phone },
    { name: 'phone', testMatch: beside, use: phone },
    {
      name: 'desktop',
      testMatch: '**/pages.spec.ts',
      // A page that only says that something is not there is one column on any screen.
      grepInvert: /pages that have nothing/,
      use: { viewport: { width: 1280, height: 800 } },
    },
  ],
})
