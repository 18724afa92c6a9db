import { isRouteErrorResponse, useRevalidator, useRouteError } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from './button.tsx'
import { serverAnswers } from './online.ts'
import { PageState } from './page-state.tsx'
import { TopBar } from './top-bar.tsx'

const firstPause = 3000
const longestPause = 60_000

/** A page that broke asks again by itself once the server answers: after 3 s, then twice as long each time. */
function useAnotherTry(wanted: boolean): void {
  const { revalidate } = useRevalidator()
  const pause = useRef(firstPause)
  useEffect(() => {
    if (!wanted) return
    let timer: ReturnType<typeof setTimeout>
    const wait = () => {
      timer = setTimeout(() => void tryAgain(), pause.current)
      pause.current = Math.min(pause.current * 2, longestPause)
    }
    const tryAgain = async () => {
      if (await serverAnswers()) revalidate()
      wait()
    }
    wait()
    return () => clearTimeout(timer)
  }, [wanted, revalidate])
}

/** A page that is not there, or that broke: said plainly, with a way back. */
export function ErrorPage({ missing, title, hint }: { missing: boolean; title?: string; hint?: string }) {
  const { t } = useTranslation('common')
  useAnotherTry(!missing)
  return (
    <>
      <TopBar />
      <main id="main">
        <PageState
          art={missing ? '/art/scene-harbour-dawn.svg' : undefined}
          icon={missing ? undefined : 'alert'}
          title={title ?? t(missing ? 'errors.notFound' : 'errors.broken')}
          action={
            <ButtonLink to="/" look="soft">
              {t('actions.home')}
            </ButtonLink>
          }
        >
          {hint ?? t(missing ? 'errors.notFoundHint' : 'errors.brokenHint')}
        </PageState>
      </main>
    </>
  )
}

/** In the place of a page whose route has failed: what was looked for is not there, in words of its own, or it broke. */
export function RouteErrorPage(words: { title?: string; hint?: string }) {
  const error = useRouteError()
  const missing = isRouteErrorResponse(error) && error.status === 404
  return missing ? <ErrorPage missing {...words} /> : <ErrorPage missing={false} />
}
