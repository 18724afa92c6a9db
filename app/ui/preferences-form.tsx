import { useLocation } from '@remix-run/react'
import { useEffect, useRef, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, type ButtonLook } from './button.tsx'
import { Icon } from './icon.tsx'
import { usePreferences } from './preferences-context.ts'
import styles from './preferences-form.module.css'

/** Language and large type. A plain form that loads the page anew, so that it works without scripts too. */
export function PreferencesForm({
  look = 'quiet',
  underHeading,
}: {
  look?: ButtonLook
  /** Where a heading says what it is, it is no landmark of its own beside the bar's. */
  underHeading?: boolean
}) {
  const { t } = useTranslation('common')
  const { language, elder } = usePreferences()
  const { pathname, search } = useLocation()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <form
      method="post"
      action="/preferences"
      className={styles.form}
      aria-label={underHeading ? undefined : t('preferences.title')}
    >
      <input type="hidden" name="back" value={pathname + search} />
      <Button look={look} type="submit" name="elder" value={elder ? 'off' : 'on'} className={styles.choice}>
        {elder ? t('preferences.normal') : t('preferences.large')}
      </Button>
      <Button
        look={look}
        type="submit"
        name="language"
        value={other}
        lang={other === 'en' ? 'en' : 'zh-CN'}
        className={styles.choice}
      >
        {other === 'en' ? t('preferences.english') : t('preferences.chinese')}
      </Button>
    </form>
  )
}

/** The same two choices behind one button, for where a picture fills the screen. */
export function PreferencesMenu() {
  const { t } = useTranslation('common')
  const menuRef = useRef<HTMLDetailsElement>(null)
  useClosing(menuRef)
  return (
    <details ref={menuRef} className={styles.menu}>
      <summary className={styles.summary}>
        <Icon name="letters" />
        <span className={styles.word}>{t('preferences.menu')}</span>
        <span className="visually-hidden">{t('preferences.title')}</span>
      </summary>
      <div className={styles.sheet}>
        <PreferencesForm />
      </div>
    </details>
  )
}

/** Closes an open menu on Escape, which returns to its button, and on whatever is pressed or reached outside it. */
function useClosing(menuRef: RefObject<HTMLDetailsElement>): void {
  useEffect(() => {
    const closing = new AbortController()
    const { signal } = closing
    const onOutside = ({ target }: Event) => {
      const menu = menuRef.current
      if (menu?.open && target instanceof Node && !menu.contains(target)) menu.open = false
    }
    const onKey = ({ key }: KeyboardEvent) => {
      const menu = menuRef.current
      if (key !== 'Escape' || !menu?.open) return
      menu.open = false
      menu.querySelector('summary')?.focus()
    }
    document.addEventListener('pointerdown', onOutside, { signal })
    document.addEventListener('focusin', onOutside, { signal })
    document.addEventListener('keydown', onKey, { signal })
    return () => closing.abort()
  }, [menuRef])
}
