import { chromium, type Browser } from '@playwright/test'
import { prepareMachine } from '#server/commands/machine.mjs'

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...[
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-background-timer-throttling',
  ],
  ...['--disable-renderer-backgrounding', '--disable-backgrounding-occluded-windows'],
  ...['--autoplay-policy=no-user-gesture-required'],
  ...['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
]

/** A Chromium of its own process, so that one page's work does not delay another's. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? prepareMachine().browser
  if (executablePath === null)
    throw new Error('there is no Chromium on this machine: install it, or set CHROMIUM_PATH')
  return chromium.launch({ executablePath, args: flags })
}
