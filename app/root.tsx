import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useNavigation,
  useRouteLoaderData,
} from '@remix-run/react'
import type { LinksFunction, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useEffect, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { countUnreadNews, findVisitor } from './features/identity/index.server.ts'
import { changeLanguage } from './i18n.client.ts'
import { remixI18n } from './i18n.server.ts'
import { htmlLanguage, isLanguage } from './kernel/i18n/languages.ts'
import { lookupHash } from './kernel/personal.server.ts'
import { readPreferences } from './kernel/preferences.server.ts'
import { Banner } from './ui/banner.tsx'
import { RouteErrorPage } from './ui/error-page.tsx'
import { tellWhoIsHere } from './ui/kept-pages.ts'
import { MeProvider } from './ui/me-context.ts'
import { useNonce } from './ui/nonce.ts'
import { useOnline } from './ui/online.ts'
import { PreferencesProvider } from './ui/preferences-context.ts'
import { unlessNothingChanged } from './ui/without-network.ts'
import './ui/tokens.css'
import './ui/base.css'

export const links: LinksFunction = () => [
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'icon', href: '/favicon.ico', sizes: '32x32' },
  { rel: 'apple-touch-icon', href: '/icons/apple-touch-icon.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export async function loader({ request }: LoaderFunctionArgs) {
  const t = await remixI18n.getFixedT(request, 'common')
  const visitor = await findVisitor(request)
  const me = visitor && {
    name: visitor.name,
    picture: visitor.picture,
    tag: lookupHash(`page:${visitor.personId}`).slice(0, 24),
    unreadNews: await countUnreadNews(visitor.personId),
  }
  return { ...(await readPreferences(request)), siteName: t('appName'), me }
}

/** For pages without a title of their own, the errors among them. */
export const meta: MetaFunction<typeof loader> = ({ data }) => (data ? [{ title: data.siteName }] : [])

export function Layout({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation('common')
  const nonce = useNonce()
  const loaded = useRouteLoaderData<typeof loader>('root')
  // Where even the root could not be loaded, the language of the rendering is still known.
  const language = loaded?.language ?? (isLanguage(i18n.language) ? i18n.language : 'zh')
  const preferences = { language, elder: loaded?.elder ?? false }
  // Who signs in over a page that stays brings along the language that she chose elsewhere.
  useEffect(() => {
    if (i18n.language !== language) void changeLanguage(language)
  }, [i18n, language])
  // Where not even the root could be loaded, nobody knows who is here.
  const me = loaded ? (loaded.me?.tag ?? null) : undefined
  useEffect(() => {
    if (me !== undefined) tellWhoIsHere(me)
  }, [me])
  return (
    <html
      lang={htmlLanguage[language]}
      data-elder={preferences.elder ? '' : undefined}
      data-me={me ?? undefined}
    >
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" content="#0a363d" />
        <Meta />
        <Links />
      </head>
      <body>
        <PreferencesProvider value={preferences}>
          <a href="#main" className="skip">
            {t('skip')}
          </a>
          <OfflineBanner />
          <MeProvider value={loaded?.me ?? null}>{children}</MeProvider>
        </PreferencesProvider>
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export default function Root() {
  const loading = useNavigation().state === 'loading'
  return (
    <>
      {loading ? <div className="loading" aria-hidden="true" /> : null}
      <Outlet />
    </>
  )
}

export { RouteErrorPage as ErrorBoundary, unlessNothingChanged as shouldRevalidate }

function OfflineBanner() {
  const { t } = useTranslation('common')
  if (useOnline()) return null
  return (
    <Banner look="warn" icon="offline">
      {t('errors.offlineNow')}
    </Banner>
  )
}
