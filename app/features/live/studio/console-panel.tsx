import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { useRoomLine } from '../chat/use-room-line.ts'
import { ConsoleChat } from '../moderation/console-chat.tsx'
import { RoomRulesPanel } from '../moderation/room-rules.tsx'
import { SellingDesk } from '../selling/desk/selling-desk.tsx'
import { ConsoleFigures } from './console-figures.tsx'
import './texts.ts'
import styles from './console-panel.module.css'

/** The page knows by its publisher, or asks by and by, whether it is on air. */
function noNews(): void {}

/** Who watches, what was sold, what is shown and what they say: beside the camera, or without one where another device broadcasts. */
export function ConsolePanel({
  room,
  broadcast,
  leads = false,
}: {
  room: string
  broadcast: string | null
  /** Whether links may lead away: not where this page is the broadcast. */
  leads?: boolean
}) {
  const { t } = useTranslation('studio')
  const [keeping, setKeeping] = useState(false)
  const line = useRoomLine({ room, broadcast, onNews: noNews })
  return (
    <div className={styles.console}>
      <div className={styles.head}>
        <ConsoleFigures line={line} leads={leads} />
        <Button look="quiet" className={styles.keep} onClick={() => setKeeping(true)}>
          {t('console.keepOrder')}
        </Button>
      </div>
      <SellingDesk line={line} />
      <div className={styles.chat}>
        <ConsoleChat line={line} />
      </div>
      <Sheet open={keeping} onClose={() => setKeeping(false)} title={t('console.keepOrderTitle')}>
        <RoomRulesPanel line={line} />
      </Sheet>
    </div>
  )
}
