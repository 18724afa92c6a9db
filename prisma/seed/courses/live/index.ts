import type { SeedCourse } from '../types.ts'
import { badOrders } from './bad-orders.ts'
import { coldPacking } from './cold-packing.ts'
import { couponsAndFollows } from './coupons-and-follows.ts'
import { firstWords } from './first-words.ts'
import { honestWords } from './honest-words.ts'
import { oneProduct } from './one-product.ts'
import { phoneLightSound } from './phone-light-sound.ts'

export const liveCourse: SeedCourse = {
  slug: 'live-selling',
  family: 'live',
  cover: 'cover-course-live',
  title: { zh: '直播带货', en: 'Selling by live stream' },
  summary: {
    zh: '从摆好手机到卖出去、送到家，一步一步学会自己开直播。学完、排练过，就能开自己的直播间。',
    en: 'From setting up the phone to a parcel that arrives alive: everything a host needs before her own room opens.',
  },
  passPercent: 75,
  opensDoor: true,
  modules: [
    {
      key: 'live-getting-ready',
      title: { zh: '开播以前', en: 'Before going live' },
      lessons: [phoneLightSound],
    },
    {
      key: 'live-speaking',
      title: { zh: '开口说话', en: 'Finding the words' },
      lessons: [firstWords, oneProduct],
    },
    {
      key: 'live-fair-selling',
      title: { zh: '发券和守规矩', en: 'Coupons and fair selling' },
      lessons: [couponsAndFollows, honestWords],
    },
    {
      key: 'live-after-the-sale',
      title: { zh: '卖出去以后', en: 'After the sale' },
      lessons: [coldPacking, badOrders],
    },
  ],
}
