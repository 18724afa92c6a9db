import { useTranslation } from 'react-i18next'
import { ButtonLink } from './button.tsx'
import { PageState } from './page-state.tsx'
import { TopBar } from './top-bar.tsx'

/** A page that is not there, or that broke: said plainly, with a way back. */
export function ErrorPage({ missing, title, hint }: { missing: boolean; title?: string; hint?: string }) {
  const { t } = useTranslation('common')
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
