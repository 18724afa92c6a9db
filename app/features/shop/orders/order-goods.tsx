import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { formatFen } from '#app/kernel/money.ts'
import { formatWeight } from '#app/kernel/weight.ts'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { GoodsRow } from './goods-row.tsx'
import type { OrderLineView, OrderView } from './order-view.ts'
import { Sums, type Sum } from './sums.tsx'
import { Surface } from '#app/ui/surface.tsx'
import './order-texts.ts'

type Priced = Pick<OrderView, 'lines' | 'goodsFen' | 'discountFen' | 'freightFen' | 'totalFen'>

/** What is in an order and what it comes to, in words of the side that reads it. */
export function OrderGoods({
  order,
  title,
  totalWords,
  linked,
}: {
  order: Priced
  title: string
  totalWords: string
  /** The names lead to the products' pages. */
  linked?: boolean
}) {
  const { t } = useTranslation('orders')
  const amount = (fen: number) => t('total', { total: formatFen(fen) })
  const { goodsFen, discountFen, freightFen, totalFen } = order
  const discount: Sum[] =
    discountFen > 0
      ? [{ words: t('sums.discount'), amount: t('minus', { total: formatFen(discountFen) }) }]
      : []
  return (
    <Surface title={title}>
      {order.lines.map((line) => (
        <Line key={line.variantId} line={line} linked={linked} />
      ))}
      <Sums
        sums={[
          { words: t('sums.goods'), amount: amount(goodsFen) },
          ...discount,
          {
            words: t('sums.freight'),
            amount: freightFen > 0 ? amount(freightFen) : t('sums.freeFreight'),
          },
          { words: totalWords, amount: amount(totalFen), total: true },
        ]}
      />
    </Surface>
  )
}

function Line({ line, linked }: { line: OrderLineView; linked?: boolean }) {
  const { t } = useTranslation('orders')
  const { language } = usePreferences()
  const { weightGrams, quantity, priceFen, title, picture, productId } = line
  return (
    <GoodsRow
      picture={picture}
      title={linked ? <Link to={`/product/${productId}`}>{title}</Link> : title}
      end={t('total', { total: formatFen(priceFen * quantity) })}
    >
      {t('line', { weight: formatWeight(weightGrams, language), boxes: quantity })}
    </GoodsRow>
  )
}
