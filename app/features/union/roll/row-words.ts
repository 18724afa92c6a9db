import type { Employment, Sex, Trade } from '#app/generated/prisma/enums.ts'

/** 男, 女 and how else people write it (1 and 2 are those of GB/T 2261); null where it is neither. */
export function readSex(text: string): Sex | null {
  const word = text.toLowerCase()
  if (/^(女|女性|女士|f|female|woman|2)$/.test(word)) return 'female'
  return /^(男|男性|先生|m|male|man|1)$/.test(word) ? 'male' : null
}

/** The first that fits stands for it; a word that fits none is another trade, since somebody wrote one. */
const tradeWords: readonly (readonly [Trade, RegExp])[] = [
  ['live_selling', /直播|主播|带货|电商|live/],
  ['delivery', /快递|外卖|配送|送餐|物流|货运|运输|骑手|delivery|courier/],
  ['processing', /加工|process/],
  ['fishing', /渔|捕捞|养殖|海水|船员|fish/],
  ['farming', /农|种植|果|蔬菜|farm/],
  ['catering', /餐|饭店|酒店|厨|烧烤|饮食|cater|restaurant/],
  ['tourism', /旅游|民宿|导游|景区|渔家乐|tour/],
  ['market', /市场|批发|零售|商户|摊|销售|商贸|market/],
]

/** What is written in the column of trades, by the words of our own lists as well; null where nothing is. */
export function readTrade(text: string): Trade | null {
  if (text === '') return null
  const word = text.toLowerCase()
  return tradeWords.find(([, words]) => words.test(word))?.[0] ?? 'other'
}

const employmentWords: readonly (readonly [Employment, RegExp])[] = [
  ['none', /^(无|否|不是|没有|不属于|非|传统|一般|普通|n|no|none|-|\/)|^非新/],
  ['food_rider', /外卖|送餐|骑手|food|rider/],
  ['courier', /快递|投递|courier/],
  ['truck_driver', /货车|卡车|货运|truck/],
  ['ride_driver', /网约车|出租|代驾|ride/],
  ['live_host', /主播|直播|host/],
  ['shop_online', /网店|电商|微商|online|e-?shop/],
  ['domestic', /家政|保洁|护工|月嫂|保姆|domestic/],
]

export function readEmployment(text: string): Employment | null {
  if (text === '') return null
  const word = text.toLowerCase()
  return employmentWords.find(([, words]) => words.test(word))?.[0] ?? 'other'
}
