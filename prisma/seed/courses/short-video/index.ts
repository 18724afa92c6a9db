import type { SeedCourse } from '../types.ts'
import { shootFifteenSeconds } from './shoot-fifteen-seconds.ts'
import { whatMayBePosted } from './what-may-be-posted.ts'

export const shortVideoCourse: SeedCourse = {
  slug: 'short-video',
  family: 'short_video',
  cover: 'cover-course-short-video',
  title: { zh: '短视频', en: 'Short videos' },
  summary: {
    zh: '用手机拍十五秒，把货讲清楚，把人请进直播间。也学会哪些不能发。',
    en: 'Fifteen seconds from a phone that show the catch and bring people to the live room, and what may not be posted.',
  },
  passPercent: 75,
  opensDoor: false,
  modules: [
    {
      key: 'video-shooting',
      title: { zh: '拍一条', en: 'Making one' },
      lessons: [shootFifteenSeconds],
    },
    {
      key: 'video-posting',
      title: { zh: '发出去', en: 'Posting it' },
      lessons: [whatMayBePosted],
    },
  ],
}
