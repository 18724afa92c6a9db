import type { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'
import { checkOf } from '../identity-number.ts'

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Somebody made up; every number makes another, and none of them shares name, phone or identity number. */
export interface MadeUp {
  name: string
  phone: string
  identityNumber: string
  sex: Sex
  /** "1974-09", and the day of it. */
  birthMonth: string
  day: number
  trade: Trade
  employment: Employment
}

const families = '王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗'
const middles = '秀桂玉淑丽美红凤海春夏秋冬金银兰梅菊莲荷文明建国志强永胜德福'
const lasts = '英兰珍芳华珠香云霞燕琴娟敏静洁丹青波涛林峰军杰伟勇刚成平安康乐生宝才根旺春义礼信'
const trades: readonly Trade[] = [
  'fishing',
  'farming',
  'processing',
  'market',
  'catering',
  'tourism',
  'live_selling',
]
const employments: readonly Employment[] = ['none', 'none', 'courier', 'food_rider', 'live_host', 'domestic']

export function madeUp(number: number): MadeUp {
  const year = 1958 + (number % 44)
  const month = String(1 + (number % 12)).padStart(2, '0')
  const day = 1 + (number % 28)
  const sex: Sex = number % 10 < 7 ? 'female' : 'male'
  // The order of those born on one day: even for women. The place tells apart those whom it does not.
  const order = String(2 * (1 + (number % 480)) + (sex === 'male' ? 1 : 0)).padStart(3, '0')
  const place = String(370_000 + (Math.floor(number / 480) % 9000))
  const born = `${year}${month}${String(day).padStart(2, '0')}`
  const seventeen = `${place}${born}${order}`
  return {
    ...{ name: nameOf(number), sex, day, birthMonth: `${year}-${month}` },
    phone: `13${String(100_000_000 + number * 7919)
      .padStart(9, '0')
      .slice(-9)}`,
    identityNumber: seventeen + checkOf(seventeen),
    trade: trades[number % trades.length] ?? 'other',
    employment: employments[number % employments.length] ?? 'none',
  }
}

function nameOf(number: number): string {
  const pick = (letters: string, place: number) => [...letters][place % [...letters].length] ?? ''
  const [family, middle] = [[...families].length, [...middles].length]
  const last = Math.floor(number / (family * middle))
  const more = Math.floor(last / [...lasts].length)
  const first = pick(families, number) + pick(middles, Math.floor(number / family)) + pick(lasts, last)
  return more === 0 ? first : first + pick(middles, more)
}
