import ExcelJS from 'exceljs'
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'

/** What stands in the generated rolls, as other people's spreadsheets have it. */
const headings = [
  '序号',
  '姓名',
  '性别',
  '身份证号',
  '手机号',
  '出生年月',
  '从事行业',
  '新就业形态',
  '入会时间',
]

const families = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗']
const middles = [...'秀桂玉淑丽美红凤海春夏秋冬金银兰梅菊莲荷文明建国志强永胜']
const lasts = [...'英兰珍芳华珠香云霞燕琴娟敏静洁丹青波涛林峰军杰伟勇刚成平安康']
const trades = ['捕捞', '海水养殖', '水产加工', '海鲜市场', '餐饮', '民宿', '直播带货']
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]

/** Somebody made up by her number: nobody else has her phone or identity number, a few have her name. */
export function rollRow(number: number): (string | number)[] {
  const year = 1958 + (number % 44)
  const month = String(1 + (number % 12)).padStart(2, '0')
  const day = String(1 + (number % 28)).padStart(2, '0')
  const isMan = number % 10 >= 7
  const order = String(2 * (1 + (number % 480)) + (isMan ? 1 : 0)).padStart(3, '0')
  const seventeen = `${370_000 + (Math.floor(number / 480) % 9000)}${year}${month}${day}${order}`
  const sum = weights.reduce((total, weight, place) => total + weight * Number(seventeen[place]), 0)
  const name =
    (families[number % 20] ?? '') +
    (middles[Math.floor(number / 20) % middles.length] ?? '') +
    (lasts[Math.floor(number / 560) % lasts.length] ?? '')
  return [
    ...[number, name, isMan ? '男' : '女', seventeen + '10X98765432'.charAt(sum % 11)],
    // As spreadsheets have phones: a number.
    ...[13_100_000_000 + number * 7919, `${year}年${Number(month)}月`, trades[number % trades.length] ?? ''],
    ...['否', '2024-03-05'],
  ]
}

/** A workbook of so many people, under a title and a head. */
export async function writeRollWorkbook(file: string, rows: number): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useSharedStrings: true })
  const sheet = book.addWorksheet('名册')
  sheet.addRow(['会员名册']).commit()
  sheet.addRow(headings).commit()
  for (let number = 1; number <= rows; number++) sheet.addRow(rollRow(number)).commit()
  sheet.commit()
  await book.commit()
}

/** The same as text. */
export async function writeRollText(file: string, rows: number): Promise<void> {
  const stream = createWriteStream(file)
  stream.write(`会员名册\r\n${headings.join(',')}\r\n`)
  for (let number = 1; number <= rows; number++)
    if (!stream.write(`${rollRow(number).join(',')}\r\n`)) await once(stream, 'drain')
  stream.end()
  await finished(stream)
}
