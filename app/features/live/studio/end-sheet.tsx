import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import './texts.ts'
import styles from './end-sheet.module.css'

/** Asks once more before the broadcast ends. To go on is the safe choice: Escape, a press beside it, the focus. */
export function EndSheet({
  asked,
  onKeep,
  onEnd,
}: {
  /** Why it is asked: she pressed "end", or is about to leave the page; null while nothing is asked. */
  asked: 'end' | 'leave' | null
  onKeep: () => void
  onEnd: () => void
}) {
  const { t } = useTranslation('studio')
  const words = asked ?? 'end'
  return (
    <Sheet open={asked !== null} onClose={onKeep} title={t(`console.${words}Title`)}>
      <p>{t(`console.${words}Hint`)}</p>
      <Button look="sea" className={styles.choice} onClick={onKeep} data-first="">
        {t('console.keep')}
      </Button>
      <Button look="line" className={styles.end} onClick={onEnd}>
        {t('console.end')}
      </Button>
    </Sheet>
  )
}
