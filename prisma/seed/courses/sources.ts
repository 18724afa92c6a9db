/*
 * What the lessons cite, each once. Only sources whose wording is certain stand here; a claim without one was left out.
 */
import type { SeedBlock, SeedSource } from './types.ts'

const npc = '全国人民代表大会常务委员会'
const market = '国家市场监督管理总局'

const law = (title: string, year: number, article: string): SeedSource => ({
  title,
  issuer: npc,
  year,
  article,
})

const civilCode = (article: string): SeedSource => ({
  title: '中华人民共和国民法典',
  issuer: '全国人民代表大会',
  year: 2020,
  article,
})

const liveRules = (article: string): SeedSource => ({
  title: '网络直播营销管理办法（试行）',
  issuer: '国家互联网信息办公室等七部门',
  year: 2021,
  article,
})

export const sources = {
  adSuperlatives: law('中华人民共和国广告法', 2015, '第九条'),
  adNoCures: law('中华人民共和国广告法', 2015, '第十七条'),
  foodAdNoCures: law('中华人民共和国食品安全法', 2015, '第七十三条'),
  noRottenFood: law('中华人民共和国食品安全法', 2015, '第三十四条'),
  foodLicence: law('中华人民共和国食品安全法', 2021, '第三十五条'),
  freshNoReturn: law('中华人民共和国消费者权益保护法', 2013, '第二十五条'),
  faultyGoods: law('中华人民共和国消费者权益保护法', 2013, '第二十四条'),
  noFakeReviews: law('中华人民共和国电子商务法', 2018, '第十七条'),
  deliverAsPromised: law('中华人民共和国电子商务法', 2018, '第二十条'),
  showLicence: law('中华人民共和国电子商务法', 2018, '第十五条'),
  personalData: law('中华人民共和国个人信息保护法', 2021, '第十条'),
  copyright: law('中华人民共和国著作权法', 2020, '第五十三条'),
  noWaste: law('中华人民共和国反食品浪费法', 2021, '第七条'),
  travelAgency: law('中华人民共和国旅游法', 2013, '第二十八条'),
  travelWarnings: law('中华人民共和国旅游法', 2013, '第八十条'),
  portrait: civilCode('第一千零一十九条'),
  careForGuests: civilCode('第一千一百九十八条'),
  liveForbidden: liveRules('第十八条'),
  liveIsAdvertising: liveRules('第十九条'),
  liveReviews: liveRules('第二十一条'),
  liveCommerce: {
    title: '直播电商监督管理办法',
    issuer: '国家市场监督管理总局、国家互联网信息办公室',
    year: 2026,
  },
  freshMarked: { title: '中华人民共和国消费者权益保护法实施条例', issuer: '国务院', year: 2024 },
  clearPrices: { title: '明码标价和禁止价格欺诈规定', issuer: market, year: 2022 },
  adRecognisable: { title: '互联网广告管理办法', issuer: market, year: 2023, article: '第九条' },
  aiLabel: {
    title: '人工智能生成合成内容标识办法',
    issuer: '国家互联网信息办公室、工业和信息化部、公安部、国家广播电视总局',
    year: 2025,
    article: '第十条',
  },
  closedSeason: { title: '农业农村部关于调整海洋伏季休渔制度的通告', issuer: '农业农村部', year: 2023 },
  coldChain: {
    title: 'GB 31605-2020 食品安全国家标准 食品冷链物流卫生规范',
    issuer: '国家卫生健康委员会、国家市场监督管理总局',
    year: 2020,
  },
  kitchenRules: { title: '餐饮服务食品安全操作规范', issuer: market, year: 2018 },
  fiveKeys: { title: '食品安全五大要点培训手册', issuer: '世界卫生组织', year: 2006 },
} satisfies Record<string, SeedSource>

/** The block that names a source, to be put under the claim that it supports. */
export const cites = (source: SeedSource): SeedBlock => ({ kind: 'source', source })
