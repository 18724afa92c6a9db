/*
 * The demo's classes: the federation held five with more than 600 attendances; days, places and who came are invented.
 */

export interface DemoClass {
  title: { zh: string; en: string }
  /** The slug of the course that it belongs to. */
  course: string
  venue: string
  places: number
  daysAgo: number
  /** So much of the members came. */
  share: number
}

const hall = '红岛街道文化中心二楼'

export const demoClasses: readonly DemoClass[] = [
  {
    ...{ title: { zh: '直播带货第一课', en: 'Selling live: first lesson' }, course: 'live-selling' },
    ...{ venue: hall, places: 200, daysAgo: 700, share: 0.68 },
  },
  {
    ...{ title: { zh: '手机拍短视频', en: 'Short videos with a phone' }, course: 'short-video' },
    ...{ venue: hall, places: 200, daysAgo: 545, share: 0.62 },
  },
  {
    ...{
      title: { zh: '海鲜加红岛旅游，一起卖', en: 'Selling seafood with a trip to Hongdao' },
      course: 'seafood-and-tourism',
    },
    ...{ venue: '韩家村渔家乐', places: 180, daysAgo: 390, share: 0.58 },
  },
  {
    ...{
      title: { zh: '海鲜加餐饮，一起卖', en: 'Selling seafood with catering' },
      course: 'seafood-and-catering',
    },
    ...{ venue: hall, places: 180, daysAgo: 230, share: 0.6 },
  },
  {
    ...{ title: { zh: '开播前的实操演练', en: 'Practice before going live' }, course: 'live-selling' },
    ...{ venue: '红岛渔港码头', places: 200, daysAgo: 75, share: 0.66 },
  },
]

/** One that people can sign up for. */
export const demoComing: DemoClass = {
  ...{ title: { zh: '直播间里怎么说价钱', en: 'How to name a price on air' }, course: 'live-selling' },
  ...{ venue: hall, places: 60, daysAgo: -9, share: 0 },
}
