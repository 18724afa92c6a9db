import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { startClientI18n } from './i18n.client.ts'
import { beginWorker } from './ui/kept-pages.ts'

/**
 * Waits until Remix has decoded what the page came with. Else it would wait inside React's first rendering, and whoever presses
 * something in that moment is answered with React's error 345: hydrating at once, for the press, cannot wait. Remix offers no
 * other way to begin it: its component throws the promise before it does anything else.
 */
async function decodeState(): Promise<void> {
  try {
    RemixBrowser({})
  } catch (decoding) {
    await decoding
  }
}

const [i18n] = await Promise.all([startClientI18n(), decodeState()])
startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <RemixBrowser />
      </I18nextProvider>
    </StrictMode>,
  )
})
// In development every page comes anew: nothing is kept.
if (import.meta.env.PROD) beginWorker()
