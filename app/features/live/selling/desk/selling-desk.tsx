import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { Button } from '#app/ui/button.tsx'
import { Icon } from '#app/ui/icon.tsx'
import { Note } from '#app/ui/note.tsx'
import type { RoomLine } from '../../chat/room-line.ts'
import { CouponSheet } from './coupon-sheet.tsx'
import { GoodsPicture } from './goods-picture.tsx'
import { GoodsSheet } from './goods-sheet.tsx'
import { useDesk, type Desk } from './use-desk.ts'
import '../../studio/texts.ts'
import styles from './desk.module.css'

/** What she shows now, the huge way to the next one, and the two sheets: all goods, and a coupon. */
export function SellingDesk({ line }: { line: RoomLine }) {
  const { t } = useTranslation('studio')
  const desk = useDesk(line)
  const [sheet, setSheet] = useState<'goods' | 'coupon' | null>(null)
  const [dropped, setDropped] = useState(false)
  // Without a shop, or with nothing on sale, there is nothing to sell here.
  if (desk.items === null || desk.items.length === 0) return null
  return (
    <section className={styles.desk} aria-label={t('desk.label')}>
      <Now desk={desk} />
      <Next desk={desk} />
      <div role="status" className={styles.said}>
        {desk.failure && sheet === null ? <Note look="wrong">{t(`desk.failed.${desk.failure}`)}</Note> : null}
        {dropped ? <p>{t('desk.dropped')}</p> : null}
      </div>
      <div className={styles.tools}>
        <Button look="soft" icon="ticket" onClick={() => setSheet('coupon')}>
          {t('desk.coupon')}
        </Button>
        <Button
          look="soft"
          icon="list"
          onClick={() => {
            desk.refresh()
            setSheet('goods')
          }}
        >
          {t('desk.all')}
        </Button>
      </div>
      <GoodsSheet desk={desk} open={sheet === 'goods'} onClose={() => setSheet(null)} />
      <CouponSheet
        line={line}
        open={sheet === 'coupon'}
        onClose={() => setSheet(null)}
        onDropped={() => {
          setSheet(null)
          setDropped(true)
        }}
      />
    </section>
  )
}

function Now({ desk: { pinned, items } }: { desk: Desk }) {
  const { t } = useTranslation('studio')
  if (pinned === null) return null
  const item = items?.find(({ id }) => id === pinned.id)
  return (
    <div className={styles.now}>
      <GoodsPicture path={pinned.picture} />
      <div className={styles.words}>
        <p className={styles.mark}>
          <Icon name="talking" size="small" />
          {t('desk.now')}
        </p>
        <p className={styles.title}>{pinned.title}</p>
        {item ? (
          <p>
            {item.stock === 0
              ? t('desk.soldOut')
              : t('desk.soldAndLeft', { sold: item.sold, left: item.stock })}
          </p>
        ) : null}
      </div>
      <p className={styles.price}>{`¥${formatFenShort(pinned.priceFen)}`}</p>
    </div>
  )
}

function Next({ desk: { next, pinned, pin, busy } }: { desk: Desk }) {
  const { t } = useTranslation('studio')
  if (next === null) return null
  return (
    <button type="button" className={styles.next} disabled={busy} onClick={() => void pin(next.id)}>
      <GoodsPicture path={next.picture} />
      <span className={styles.words}>
        <span className={styles.what}>{t(pinned === null ? 'desk.first' : 'desk.next')}</span>
        <b>
          {next.title} <span>{t('desk.nextPrice', { price: formatFenShort(next.priceFen) })}</span>
        </b>
      </span>
      <Icon name="right" />
    </button>
  )
}
