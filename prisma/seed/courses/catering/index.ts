import type { SeedCourse } from '../types.ts'
import { cookOnAir } from './cook-on-air.ts'
import { sellATable } from './sell-a-table.ts'

export const cateringCourse: SeedCourse = {
  slug: 'seafood-and-catering',
  family: 'catering',
  cover: 'cover-course-catering',
  title: { zh: '海鲜加红岛餐饮', en: 'Seafood and Hongdao catering' },
  summary: {
    zh: '做给人看，请人来吃：一道菜带一箱货，一桌渔家宴怎么配、怎么标价。',
    en: 'Cook for the camera and invite people to the table: one dish sells one box, and how to plan and price a table.',
  },
  passPercent: 75,
  opensDoor: false,
  modules: [
    {
      key: 'catering-cooking',
      title: { zh: '做给人看', en: 'Cooking on air' },
      lessons: [cookOnAir],
    },
    {
      key: 'catering-table',
      title: { zh: '请人来吃', en: 'A table for guests' },
      lessons: [sellATable],
    },
  ],
}
