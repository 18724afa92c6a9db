import { RemixBrowser } from '@remix-run/react'
import { startTransition, StrictMode } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { startClientI18n } from './i18n.client.ts'
import { beginWorker } from './ui/kept-pages.ts'

const i18n = await startClientI18n()
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
