import { useLocation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { ButtonLink } from '#app/ui/button.tsx'
import { Sheet } from '#app/ui/sheet.tsx'

export interface SignInSheetProps {
  /** What she wanted to do; null while the sheet is closed. */
  wish: 'talk' | 'follow' | null
  onClose: () => void
  onSignedIn: () => void
}

/** Signing in over the running picture: nothing of the page goes away. */
export function SignInSheet({ wish, onClose }: SignInSheetProps) {
  const { t } = useTranslation('chat')
  const { pathname } = useLocation()
  return (
    <Sheet open={wish !== null} onClose={onClose} title={t('signIn.title')}>
      <p>{t(wish === 'follow' ? 'signIn.toFollow' : 'signIn.toTalk')}</p>
      <ButtonLink look="main" to={`/sign-in?${new URLSearchParams({ back: pathname }).toString()}`}>
        {t('signIn.go')}
      </ButtonLink>
    </Sheet>
  )
}
