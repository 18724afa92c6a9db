import { Link } from '@remix-run/react'
import { useEffect, useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { keptTyped, namesOfTypedBy, type Typed } from '#app/ui/kept-typed.ts'
import { Warning } from '#app/ui/warning.tsx'
import { signOutHere } from './sign-out.ts'
import './account-texts.ts'
import styles from './account-page.module.css'

/** Ends her session on this device. What she wrote and did not save goes with it: that is said before she presses. */
export function SignOutForm({ person }: { person: string }) {
  const { t } = useTranslation('account')
  const [kept, setKept] = useState<(Typed | null)[]>([])
  useEffect(() => setKept(namesOfTypedBy(person).map(keptTyped)), [person])
  const address = kept.find((one) => one?.address)?.address
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    if (namesOfTypedBy(person).length === 0) return
    event.preventDefault()
    const form = event.currentTarget
    void signOutHere(person).then((isOut) => {
      if (isOut) window.location.assign('/')
      // The browser says what is in the way.
      else form.submit()
    })
  }
  // Loads the page anew: nothing of hers stays open in it.
  return (
    <form method="post" action="/sign-out" onSubmit={onSubmit} className={styles.form}>
      {kept.length === 0 ? null : (
        <Warning role="status">
          <p>{t('account.unsaved', { number: kept.length })}</p>
          {address ? (
            <Link to={address} className={styles.change}>
              {t('account.unsavedLook')}
            </Link>
          ) : null}
        </Warning>
      )}
      <Button type="submit" look="line" className={styles.signOut}>
        {t('account.signOut')}
      </Button>
    </form>
  )
}
