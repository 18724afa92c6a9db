import { useLocation } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { SignInForm } from '#app/features/identity/index.ui.ts'
import { Sheet } from '#app/ui/sheet.tsx'

export interface SignInSheetProps {
  /** What she wanted to do; null while the sheet is closed. */
  wish: 'talk' | 'follow' | 'claim' | null
  onClose: () => void
  onSignedIn: () => void
}

const words = { talk: 'signIn.toTalk', follow: 'signIn.toFollow', claim: 'signIn.toClaim' } as const

/** Signing in over the running picture: nothing of the page goes away. */
export function SignInSheet({ wish, onClose, onSignedIn }: SignInSheetProps) {
  const { t } = useTranslation('chat')
  const { pathname } = useLocation()
  return (
    <Sheet open={wish !== null} onClose={onClose} title={t('signIn.title')}>
      <p>{t(words[wish ?? 'talk'])}</p>
      <SignInForm back={pathname} onSignedIn={onSignedIn} />
    </Sheet>
  )
}
