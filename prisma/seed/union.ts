import type { Employment, OrganisationKind, Sex, Trade } from '#app/generated/prisma/enums.ts'

/*
 * The demo's unions and their rolls. Places are real, the unions' people are invented by a seeded generator: no name, number
 * or phone is anybody's. The federation has what is published of it: more than 200 members, 70 % of them women, mostly
 * middle-aged.
 */

export interface SeedOrganisation {
  name: string
  kind: OrganisationKind
  takesMembers: boolean
  division: string | null
  /** Members that are made for it. */
  members: number
  under: readonly SeedOrganisation[]
}

const chengyang = '370214'

function union(name: string, kind: OrganisationKind, members: number): SeedOrganisation {
  return { name, kind, takesMembers: true, division: chengyang, members, under: [] }
}

export const federationName = '红岛渔家女电商行业工会联合会'
export const subdistrictName = '红岛街道总工会'

export const seedUnions: SeedOrganisation = {
  ...{ name: '青岛市总工会', kind: 'city', takesMembers: false, division: null, members: 0 },
  under: [
    {
      ...{ name: '城阳区总工会', kind: 'district', takesMembers: false, division: chengyang, members: 0 },
      under: [
        {
          ...{
            name: subdistrictName,
            kind: 'subdistrict',
            takesMembers: false,
            division: chengyang,
            members: 0,
          },
          under: [
            union(federationName, 'federation', 212),
            union('红岛村级联合工会', 'village', 24),
            union('海鲜市场商户工会', 'enterprise', 16),
            union('水产加工企业工会', 'enterprise', 18),
            union('餐饮民宿联合工会', 'enterprise', 12),
            union('网约送货员工会', 'federation', 9),
          ],
        },
        {
          ...{
            name: '棘洪滩街道总工会',
            kind: 'subdistrict',
            takesMembers: false,
            division: chengyang,
            members: 0,
          },
          under: [union('棘洪滩村级联合工会', 'village', 8)],
        },
      ],
    },
  ],
}

/** What all of them are called, the longest names first. */
export function seedUnionNames(top: SeedOrganisation = seedUnions): string[] {
  const names = [top.name, ...top.under.flatMap((below) => seedUnionNames(below))]
  return names.sort((one, other) => other.length - one.length)
}

export interface SeedMember {
  name: string
  phone: string
  sex: Sex
  /** "1974-09". */
  birthMonth: string
  trade: Trade
  employment: Employment
  /** Since when, and until when for one who has left; "2022-09-20". */
  since: string
  until: string | null
}

const families = [...'王李张刘孙于姜赵杨徐陈宋辛肖殷邵宁韩高曲纪矫迟仇']
const womensNames =
  '秀英 桂兰 淑珍 玉梅 春华 秀兰 桂香 淑芬 玉兰 美玲 爱华 海霞 凤英 丽娟 红梅 翠萍 素云 月娥 秋菊 雅琴 晓燕 永红 志芳 金凤'.split(
    ' ',
  )
const mensNames = '建国 永强 海涛 志刚 洪波 振华 立军 德胜 学文 长江 延平 兆海 守业 庆丰'.split(' ')

/** What share of a hundred each has; the last takes what is left. */
type Shares<Value extends string> = readonly (readonly [Value, number])[]
const trades: Shares<Trade> = [
  ['market', 24],
  ['live_selling', 20],
  ['processing', 18],
  ['fishing', 12],
  ['farming', 10],
  ['catering', 9],
  ['tourism', 5],
  ['other', 2],
]
const ages: Shares<'28-35' | '36-45' | '46-55' | '56-64'> = [
  ['46-55', 46],
  ['36-45', 26],
  ['56-64', 18],
  ['28-35', 10],
]

/** Of every ten in turn seven are women. */
const womenOfTen = 7

/**
 * The members of one union, the same for the same `chance`. Numbers of phones begin at `firstPhone`. A third came when the
 * union was founded, the rest month by month until `now`; one in thirty has left again.
 */
export function makeSeedMembers(
  count: number,
  { chance, firstPhone, now }: { chance: () => number; firstPhone: number; now: Date },
): SeedMember[] {
  const known = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const sex: Sex = index % 10 < womenOfTen ? 'female' : 'male'
    const trade = share(trades, chance)
    return {
      ...{ name: newName(sex, { chance, known }), sex, trade, phone: String(firstPhone + index) },
      birthMonth: birthMonth(chance, now),
      employment: employmentOf(trade, chance),
      ...times(index, { count, chance, now }),
    }
  })
}

function newName(sex: Sex, { chance, known }: { chance: () => number; known: Set<string> }): string {
  for (;;) {
    const name = pick(families, chance) + pick(sex === 'female' ? womensNames : mensNames, chance)
    if (known.has(name)) continue
    known.add(name)
    return name
  }
}

function birthMonth(chance: () => number, now: Date): string {
  const [from = 0, to = 0] = share(ages, chance).split('-').map(Number)
  const year = now.getUTCFullYear() - from - Math.floor(chance() * (to - from + 1))
  return `${year}-${String(1 + Math.floor(chance() * 12)).padStart(2, '0')}`
}

function employmentOf(trade: Trade, chance: () => number): Employment {
  if (trade === 'live_selling') return 'live_host'
  return trade === 'market' && chance() < 0.3 ? 'shop_online' : 'none'
}

const founded = Date.UTC(2022, 8, 20, 2)
const day = 24 * 3600 * 1000

function times(index: number, { count, chance, now }: { count: number; chance: () => number; now: Date }) {
  const span = now.getTime() - day - founded
  const since = index < count / 3 ? founded : founded + Math.floor(chance() * span)
  // Early members leave, not the newest.
  const hasLeft = index % 30 === 29 && now.getTime() - since > 200 * day
  const until = hasLeft ? since + 90 * day + Math.floor(chance() * (now.getTime() - since - 100 * day)) : null
  const text = (time: number) => new Date(time).toISOString()
  return { since: text(since), until: until === null ? null : text(until) }
}

function share<Value extends string>(shares: Shares<Value>, chance: () => number): Value {
  let left = chance() * 100
  for (const [value, part] of shares) {
    left -= part
    if (left < 0) return value
  }
  return (shares.at(-1) as readonly [Value, number])[0]
}

function pick<Value>(values: readonly Value[], chance: () => number): Value {
  return values[Math.floor(chance() * values.length)] as Value
}
