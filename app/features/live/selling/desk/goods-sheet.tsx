import { useTranslation } from 'react-i18next'
import { formatFenShort } from '#app/kernel/money.ts'
import { Button } from '#app/ui/button.tsx'
import { Note } from '#app/ui/note.tsx'
import { Sheet } from '#app/ui/sheet.tsx'
import { GoodsPicture } from './goods-picture.tsx'
import type { Desk } from './use-desk.ts'
import '../../studio/texts.ts'
import styles from './desk.module.css'

/** Everything on her shelf, to show any of it, or to show nothing for a while. */
export function GoodsSheet({ desk, open, onClose }: { desk: Desk; open: boolean; onClose: () => void }) {
  const { t } = useTranslation('studio')
  const { items, pinned, pin, busy, failure } = desk
  const choose = (product: string | null) => void pin(product).then((shown) => shown && onClose())
  return (
    <Sheet open={open} onClose={onClose} title={t('desk.allTitle')}>
      {failure ? <Note look="wrong">{t(`desk.failed.${failure}`)}</Note> : null}
      <ul className={styles.goods}>
        {(items ?? []).map(({ id, title, picture, priceFen, sold, stock }) => (
          <li key={id}>
            <GoodsPicture path={picture} />
            <div className={styles.words}>
              <p className={styles.title}>{title}</p>
              <p>{`¥${formatFenShort(priceFen)} · ${t('desk.soldAndLeft', { sold, left: stock })}`}</p>
            </div>
            {id === pinned?.id ? (
              <p className={styles.mark}>{t('desk.now')}</p>
            ) : (
              <Button look="soft" disabled={busy} onClick={() => choose(id)}>
                {t('desk.talk')}
                <span className="visually-hidden">{title}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {pinned === null ? null : (
        <Button look="line" disabled={busy} onClick={() => choose(null)}>
          {t('desk.stop')}
        </Button>
      )}
    </Sheet>
  )
}
