import type { TextsLike } from '#app/kernel/i18n/texts.ts'
import type { zh } from './selling-texts.zh.ts'

export const en: TextsLike<typeof zh> = {
  talking: 'Now',
  shelf: 'On sale here',
  shelfShort: 'Goods',
  shelfCount: 'Kinds: {{number}}',
  shelfEmpty: 'Nothing is on the shelf yet.',
  buy: 'Buy',
  buyBox: 'Buy this box',
  perBox: ' a box',
  perJin: ' / 500 g',
  boxOf: '{{weight}} a box',
  boxPrice: '{{weight}} ¥{{price}}',
  left: 'Boxes left: {{number}}',
  soldOut: 'Sold out',
  offSale: 'No longer on sale',
  coupon: {
    label: 'Coupon',
    over: 'From ¥{{amount}}',
    any: 'For anything',
    left: '{{number}} left',
    until: 'Until {{time}}',
    untilCalm: 'Any time until {{time}}, no hurry',
    followAndClaim: 'Follow and claim',
    claim: 'Claim',
    claiming: 'Claiming…',
    claimed: 'It is yours',
    claimedHint: 'Used by itself when you order, until {{time}}.',
    heldHint: 'Used by itself when you order.',
    refused: {
      all: 'All given out. Please come earlier next time.',
      closed: 'This coupon is no longer given out.',
      had: 'You have claimed this coupon already.',
      own: 'It is your own shop: you need no coupon.',
      failed: 'It was not claimed. Please press again.',
    },
  },
  chapters: {
    title: 'What was shown',
    watch: 'Watch',
  },
}
