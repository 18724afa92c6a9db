import { cateringCourse } from './catering/index.ts'
import { liveCourse } from './live/index.ts'
import { shortVideoCourse } from './short-video/index.ts'
import { tourismCourse } from './tourism/index.ts'
import type { SeedCourse } from './types.ts'

/** The demo's courses, in the order in which they are offered. Real teaching; prices and sums in them are examples. */
export const seedCourses: readonly SeedCourse[] = [
  liveCourse,
  shortVideoCourse,
  tourismCourse,
  cateringCourse,
]
