import type { SeedMember } from './union.ts'

/*
 * Members of the demo's federation who learnt to sell live and went on air: more than twenty are published of it. Who they are is
 * invented, and marked so.
 */

/** The course whose certificate lets them go on air, by its slug. */
export const graduatesCourse = 'live-selling'

/** So many more of the roll, beside those with shops. */
export const graduatesOfRoll = 19

/** From which day to which they began the course, counted back from now; each took so many days. */
export const began = { first: 660, last: 80, days: 21 }

/** Those with a shop, as the roll has them: their phones say which accounts are theirs. */
export const graduatesWithShops: readonly Omit<SeedMember, 'since' | 'until'>[] = [
  seller('纪桂香', '13800000001', '1974-03'),
  seller('林秀英', '13800000011', '1972-08'),
  seller('孙桂兰', '13800000012', '1969-11'),
  seller('王淑珍', '13800000013', '1971-05'),
  seller('刘玉梅', '13800000014', '1978-02'),
  seller('于春华', '13800000015', '1975-10'),
]

function seller(name: string, phone: string, birthMonth: string): Omit<SeedMember, 'since' | 'until'> {
  return { name, phone, birthMonth, sex: 'female', trade: 'live_selling', employment: 'live_host' }
}

/** What their broadcasts were called, in turn. */
export const broadcastTitles = [
  '今天的蛤蜊，早上刚上岸',
  '自家晒的海米，看看成色',
  '退潮了，带你们下滩看看',
  '晚上吃海鲜，这么做不腥',
] as const
