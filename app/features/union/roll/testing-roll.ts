import type { RollVerdict } from '#app/generated/prisma/enums.ts'
import { madeUp, seeded, type MadeUp } from './testing-people.ts'

/*
 * A roll as clerks make them: a thousand rows with every trap that spreadsheets lay, each with what it must come to. The roll
 * that it meets has `known` people.
 */

/** Where somebody is a member in the tests: `top` is what the import is for, `under` lies under it, `outside` is nobody's of hers. */
export type TestPlace = 'top' | 'under' | 'other' | 'outside'

export interface KnownPerson extends Omit<MadeUp, 'phone' | 'identityNumber' | 'birthMonth' | 'day'> {
  phone: string | null
  identityNumber: string | null
  birthMonth: string | null
  place: TestPlace
  hasLeft: boolean
}

/** A cell as a spreadsheet can have it; what a text file shows of it follows from it. */
export type MessyCell =
  | string
  | number
  | null
  | { serial: string }
  | { rich: string[] }
  | { link: string }
  | { formula: string | number }

export interface MessyRow {
  cells: Partial<Record<MessyColumn, MessyCell>>
  /** Null for a row that is about nobody. */
  verdict: RollVerdict | null
  reasons: string[]
  hidden?: boolean
}

export const messyColumns = [
  ...(['count', 'name', 'sex', 'identityNumber', 'phone', 'birth', 'trade', 'employment'] as const),
  ...(['organisation', 'joined', 'relative', 'note'] as const),
]
export type MessyColumn = (typeof messyColumns)[number]

export const placeNames: Record<TestPlace | 'closed', string> = {
  top: '红岛街道总工会',
  under: '渔家女电商行业工会联合会',
  other: '海鲜市场商户工会',
  outside: '别处机械厂工会',
  closed: '老码头工会',
}

export interface MessyRoll {
  rows: MessyRow[]
  known: KnownPerson[]
}

export function makeMessyRoll(seed: number): MessyRoll {
  const random = seeded(seed)
  const rows: MessyRow[] = []
  const known: KnownPerson[] = []
  let next = Math.floor(random() * 1000)
  const somebody = () => madeUp((next += 1))
  const keep = (person: MadeUp, rest: Partial<KnownPerson> = {}) =>
    void known.push({ ...person, place: 'under', hasLeft: false, ...rest })
  const times = (count: number, make: (turn: number) => MessyRow) => {
    for (let turn = 0; turn < count; turn++) rows.push(make(turn))
  }
  times(430, (turn) => ({ cells: spelt(somebody(), turn), verdict: 'new', reasons: [] }))
  addKnown({ somebody, keep, times })
  addDoubtful({ somebody, keep, times })
  addElsewhere({ somebody, keep, times })
  addRefused({ somebody, times })
  const people = shuffled(rows, random)
  return { rows: withLitter(withTwice(people, 20)), known }
}

interface Making {
  somebody: () => MadeUp
  keep: (person: MadeUp, rest?: Partial<KnownPerson>) => void
  times: (count: number, make: (turn: number) => MessyRow) => void
}

/** Those on the roll: as they are, with something new, with a gap filled, and back again. */
function addKnown({ somebody, keep, times }: Making): void {
  times(150, (turn) => {
    const person = somebody()
    keep(person)
    return { cells: spelt(person, turn), verdict: 'same', reasons: [] }
  })
  times(40, (turn) => {
    const person = somebody()
    keep({ ...person, phone: somebody().phone, trade: 'other' })
    return { cells: spelt(person, turn), verdict: 'changed', reasons: ['phone', 'trade'] }
  })
  times(30, (turn) => {
    const person = somebody()
    keep(person, { identityNumber: null, birthMonth: null })
    return { cells: spelt(person, turn), verdict: 'changed', reasons: ['identityNumber', 'birthMonth'] }
  })
  times(20, (turn) => {
    const person = somebody()
    keep({ ...person, name: somebody().name })
    return { cells: spelt(person, turn), verdict: 'changed', reasons: ['name'] }
  })
  times(20, (turn) => {
    const person = somebody()
    keep(person)
    // What is blank changes nothing.
    const cells = {
      ...spelt(person, turn),
      identityNumber: null,
      birth: null,
      sex: null,
      trade: null,
      employment: null,
    }
    return { cells, verdict: 'same', reasons: [] }
  })
  times(20, (turn) => {
    const person = somebody()
    keep(person, { hasLeft: true })
    return { cells: spelt(person, turn), verdict: 'changed', reasons: ['rejoins'] }
  })
}

function addDoubtful({ somebody, keep, times }: Making): void {
  times(15, (turn) => {
    const person = somebody()
    keep(person, { identityNumber: null, name: somebody().name })
    return { cells: spelt(person, turn), verdict: 'doubtful', reasons: ['same-phone'] }
  })
  times(15, (turn) => {
    const person = somebody()
    keep(person, { identityNumber: null, phone: null })
    return { cells: spelt(person, turn), verdict: 'doubtful', reasons: ['same-birth'] }
  })
  times(10, (turn) => {
    const person = somebody()
    keep(person)
    const cells = { ...spelt(person, turn), identityNumber: null, birth: null, phone: null }
    return { cells, verdict: 'doubtful', reasons: ['same-name'] }
  })
  times(5, (turn) => {
    const person = somebody()
    keep({ ...madeUp(500_000 + turn), name: person.name, phone: person.phone })
    return { cells: spelt(person, turn), verdict: 'doubtful', reasons: ['identity-differs'] }
  })
}

function addElsewhere({ somebody, keep, times }: Making): void {
  times(20, (turn) => {
    const person = somebody()
    keep(person, { place: 'outside' })
    return { cells: spelt(person, turn), verdict: 'refused', reasons: ['elsewhere'] }
  })
  times(10, (turn) => {
    const person = somebody()
    keep(person, { place: 'other' })
    return { cells: spelt(person, turn), verdict: 'refused', reasons: ['other-organisation'] }
  })
}

/** One thing wrong with each, and what it is. */
const wrong: readonly (readonly [string, (person: MadeUp) => MessyRow['cells']])[] = [
  ['no-name', () => ({ name: '  ' })],
  ['name', () => ({ name: '12345' })],
  ['phone', () => ({ phone: '0532-87654321' })],
  ['phone', ({ phone }) => ({ phone: phone.slice(0, 10) })],
  ['phone', ({ phone }) => ({ phone: `${phone}/${phone}` })],
  ['phone-cut', () => ({ phone: '1.38E+10' })],
  ['identity', ({ identityNumber }) => ({ identityNumber: identityNumber.slice(0, 17) })],
  ['identity', ({ identityNumber }) => ({ identityNumber: brokenCheck(identityNumber) })],
  ['identity-cut', () => ({ identityNumber: 370214197409121000 })],
  ['identity-cut', () => ({ identityNumber: '3.70214E+17' })],
  ['sex', () => ({ sex: '不详' })],
  ['sex-contradicts', ({ sex }) => ({ sex: sex === 'male' ? '女' : '男' })],
  ['birth', () => ({ birth: '1974年13月', identityNumber: null })],
  ['birth', () => ({ birth: '五十岁', identityNumber: null })],
  ['birth', () => ({ birth: '2024-05', identityNumber: null })],
  ['birth-unclear', () => ({ birth: 1974.1, identityNumber: null })],
  [
    'birth-contradicts',
    ({ birthMonth }) => ({ birth: `${Number(birthMonth.slice(0, 4)) - 1}-${birthMonth.slice(5)}` }),
  ],
  ['joined', () => ({ joined: '很久以前' })],
  ['organisation', () => ({ organisation: '没有这个工会' })],
  ['organisation', () => ({ organisation: placeNames.outside })],
  ['organisation-closed', () => ({ organisation: placeNames.closed })],
]

function addRefused({ somebody, times }: Pick<Making, 'somebody' | 'times'>): void {
  times(wrong.length * 9, (turn) => {
    const person = somebody()
    const [reason, spoil] = wrong[turn % wrong.length] ?? ['', () => ({})]
    return { cells: { ...spelt(person, turn), ...spoil(person) }, verdict: 'refused', reasons: [reason] }
  })
}

function brokenCheck(number: string): string {
  return number.slice(0, 17) + (number.endsWith('0') ? '1' : '0')
}

/** The same person in one of the many ways in which people and spreadsheets write her. */
export function spelt(person: MadeUp, turn: number): MessyRow['cells'] {
  const female = ['女', '女性', ' 女', 'F']
  const male = ['男', '男性', '男 ', 'M']
  return {
    name: turned(namesOf(person), turn),
    sex: turned(person.sex === 'female' ? female : male, turn),
    identityNumber: turned(identitiesOf(person), turn + 1),
    phone: turned(phonesOf(person), turn),
    birth: turned(birthsOf(person), turn),
    trade: tradeWords[person.trade],
    employment: employmentWords[person.employment],
    organisation: turned([placeNames.under, ` ${placeNames.under}`], turn),
    joined: turned<MessyCell>(['2024-03-05', { serial: '2024-03-05' }, '2024年3月', null], turn),
    relative: '13900000000',
    note: turn % 7 === 0 ? '党员' : null,
  }
}

function turned<Value>(ways: readonly Value[], turn: number): Value {
  return ways[turn % ways.length] as Value
}

function namesOf({ name }: MadeUp): MessyCell[] {
  const [first, second, rest] = [name.slice(0, 1), name.slice(1, 2), name.slice(2)]
  return [name, ` ${name} `, `${first}　${second} ${rest}`, { rich: [first, second + rest] }, name]
}

function identitiesOf({ identityNumber: number }: MadeUp): MessyCell[] {
  const parts = [number.slice(0, 8), number.slice(8)]
  return [number, `'${number}`, fullWidth(number), number.toLowerCase(), parts.join(' '), { rich: parts }]
}

function phonesOf({ phone }: MadeUp): MessyCell[] {
  const [first, middle, last] = [phone.slice(0, 3), phone.slice(3, 7), phone.slice(7)]
  const spaced = [`${first} ${middle} ${last}`, `+86 ${first}-${middle}${last}`]
  return [
    Number(phone),
    phone,
    ...spaced,
    fullWidth(phone),
    { link: phone },
    { formula: Number(phone) },
    { formula: phone },
  ]
}

/** A month of ten is never written as a number: 1974.10 is 1974.1. */
function birthsOf({ birthMonth, day }: MadeUp): MessyCell[] {
  const [year, month] = [birthMonth.slice(0, 4), birthMonth.slice(5)]
  const short = `${year}.${Number(month)}`
  const isUnclear = short.endsWith('.1') || short.endsWith('.10')
  return [
    ...[
      birthMonth,
      `${year}/${Number(month)}/${day}`,
      isUnclear ? birthMonth : short,
      `${year}年${Number(month)}月`,
    ],
    ...[Number(year + month), { serial: `${birthMonth}-${String(day).padStart(2, '0')}` }],
    ...[`${year}年${month}月${day}日`, isUnclear ? null : Number(short)],
  ]
}

const tradeWords: Record<MadeUp['trade'], string> = {
  ...{ fishing: '海水养殖', farming: '种植', processing: '水产加工', market: '海鲜市场', catering: '餐饮' },
  ...{ tourism: '民宿', live_selling: '直播电商', delivery: '外卖配送', other: '其他' },
}
const employmentWords: Record<MadeUp['employment'], string> = {
  ...{
    none: '否',
    courier: '快递员',
    food_rider: '外卖骑手',
    truck_driver: '货车司机',
    ride_driver: '网约车司机',
  },
  ...{ live_host: '网络主播', shop_online: '网店', domestic: '家政', other: '其他' },
}

function fullWidth(digits: string): string {
  return digits.replace(/[0-9X]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
}

function shuffled<Value>(values: readonly Value[], random: () => number): Value[] {
  const mixed = [...values]
  for (let place = mixed.length - 1; place > 0; place--) {
    const other = Math.floor(random() * (place + 1))
    ;[mixed[place], mixed[other]] = [mixed[other] as Value, mixed[place] as Value]
  }
  return mixed
}

/** Some of the new ones stand there a second time, in another spelling; `twice:?` is filled in with the line of the first. */
function withTwice(rows: readonly MessyRow[], count: number): MessyRow[] {
  const again = rows.filter(({ verdict }) => verdict === 'new').slice(0, count)
  return [
    ...rows,
    ...again.map((row): MessyRow => ({
      cells: { ...row.cells, note: '重复' },
      verdict: 'refused',
      reasons: ['twice'],
    })),
  ]
}

const nobody = { verdict: null, reasons: [] }

/** What else stands in a roll: blank rows, the head once more, hidden rows, sums, signatures, and numbers without people. */
function withLitter(rows: readonly MessyRow[]): MessyRow[] {
  const littered = rows.flatMap((row, place): MessyRow[] => {
    const counted = { ...row, cells: { count: place + 1, ...row.cells } }
    if (place % 97 === 96) return [counted, { cells: {}, ...nobody }]
    if (place % 211 === 210) return [counted, { cells: messyHead, ...nobody }]
    return [place % 59 === 58 ? { ...counted, hidden: true } : counted]
  })
  const empty = Array.from({ length: 12 }, (_, place): MessyRow => ({
    cells: { count: rows.length + place + 1 },
    ...nobody,
  }))
  return [
    ...littered,
    ...empty,
    { cells: { count: '合计', name: `${rows.length}人` }, ...nobody },
    { cells: { count: '填表人：小王' }, ...nobody },
  ]
}

export const messyHead: Record<MessyColumn, string> = {
  count: '序号',
  name: '姓  名',
  sex: '性别',
  identityNumber: '身份证号码*',
  phone: '联系电话（手机）',
  birth: '出生年月',
  trade: '从事行业',
  employment: '新就业形态类别',
  organisation: '所在工会',
  joined: '入会时间',
  relative: '紧急联系人电话',
  note: '备注',
}
