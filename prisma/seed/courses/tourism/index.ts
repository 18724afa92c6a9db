import type { SeedCourse } from '../types.ts'
import { keepGuestsSafe } from './keep-guests-safe.ts'
import { tellADayOut } from './tell-a-day-out.ts'

export const tourismCourse: SeedCourse = {
  slug: 'seafood-and-tourism',
  family: 'tourism',
  cover: 'cover-course-tourism',
  title: { zh: '海鲜加红岛旅游', en: 'Seafood and Hongdao tourism' },
  summary: {
    zh: '把赶海、渔港和一箱蛤蜊放在一起卖：行程怎么排，价钱怎么说，人怎么照看好。',
    en: 'Selling the tidal flat, the harbour and a box of clams together: the plan, the price, and looking after guests.',
  },
  passPercent: 75,
  opensDoor: false,
  modules: [
    {
      key: 'tourism-selling',
      title: { zh: '卖一天的行程', en: 'Selling a day out' },
      lessons: [tellADayOut],
    },
    {
      key: 'tourism-safety',
      title: { zh: '人来了以后', en: 'When the guests arrive' },
      lessons: [keepGuestsSafe],
    },
  ],
}
