import { useEffect, useId, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './button.tsx'
import { useKeyboardInset } from './keyboard-inset.ts'
import styles from './sheet.module.css'

export interface SheetProps {
  open: boolean
  /** Called on Escape, on the close button and on a press beside the sheet; whoever opened it gets the focus back. */
  onClose: () => void
  title: string
  children: ReactNode
}

/**
 * Something asked or shown over the page, which stays as it is: at the bottom of a phone, in the middle of a desktop.
 * The browser's own dialog, so that the rest is out of reach meanwhile. The focus goes to the first element marked
 * `data-first`, else to the title. Its content lives only while it is open.
 */
export function Sheet({ open, onClose, title, children }: SheetProps) {
  const { t } = useTranslation('common')
  const dialogRef = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useKeyboardInset(open)
  useEffect(() => {
    const dialog = dialogRef.current
    if (dialog === null || !open) return
    dialog.showModal()
    const first = dialog.querySelector<HTMLElement>('[data-first]') ?? dialog.querySelector('h2')
    first?.focus()
    return () => dialog.close()
  }, [open])
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape is the dialog's own key
    <dialog
      ref={dialogRef}
      className={styles.sheet}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClose={() => {
        // The browser closed it by itself, as Chrome does on a second Escape.
        if (open && !dialogRef.current?.open) onClose()
      }}
      onClick={({ target, currentTarget }) => {
        // The dialog itself is hit only beside its content.
        if (target === currentTarget) onClose()
      }}
    >
      {open ? (
        <div className={styles.inside}>
          <div className={styles.head}>
            <h2 id={titleId} tabIndex={-1}>
              {title}
            </h2>
            <Button look="quiet" icon="close" round onClick={onClose}>
              {t('actions.close')}
            </Button>
          </div>
          {children}
        </div>
      ) : null}
    </dialog>
  )
}
