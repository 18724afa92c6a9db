/*
 * The demo's shops. All of it is invented, marked as a demo wherever it is shown, and seeded under `DEMO` alone. Amounts
 * in fen, weights in grams, stock in boxes.
 */

export interface SeedVariant {
  weightGrams: number
  priceFen: number
  stock: number
}

export interface SeedProduct {
  title: string
  /** A drawing's name under /art. */
  art: string
  origin: string
  caught: string
  size: string
  storage: string
  fresh: boolean
  variants: SeedVariant[]
}

export interface SeedShop {
  slug: string
  name: string
  place: string
  about: string
  /** Null for the demo's host, who is there already. */
  seller: { name: string; phone: string; picture: string } | null
  freightFen: number
  dispatchWords: string
  /** One that is open for long; the first asks to follow. */
  coupon: { amountFen: number; thresholdFen: number; mustFollow: boolean }
  products: SeedProduct[]
}

export const seedLicenceWords = '这家小店是编的，没有真的执照，也不发真的货。'

/** Boxes of so many 斤: in the largest one a 斤 costs what is asked for, in each smaller one two hundredths more. */
const boxes = (jinPriceFen: number, jins: number[], stock: number): SeedVariant[] =>
  jins.map((jin, index) => ({
    weightGrams: jin * 500,
    // To the tenth of a yuan.
    priceFen: Math.round((jinPriceFen * jin * (1 + 0.02 * (jins.length - 1 - index))) / 10) * 10,
    stock,
  }))

const live = '0 到 4℃ 冷藏，两天内吃完；别泡淡水'
const frozen = '零下 18℃ 冷冻，三个月'

export const seedShops: SeedShop[] = [
  {
    slug: 'dajie',
    name: '红岛大姐海鲜店',
    place: '胶州湾 · 红岛渔港',
    about: '退潮就下滩，挖上来吐净沙再装箱。',
    seller: null,
    freightFen: 0,
    dispatchWords: '今天 16:00 前付款，今天发走',
    coupon: { amountFen: 2000, thresholdFen: 9900, mustFollow: true },
    products: [
      {
        title: '红岛蛤蜊 吐净沙',
        art: 'manila-clam',
        origin: '胶州湾 红岛滩涂',
        caught: '早潮',
        size: '每斤 35 到 45 个',
        storage: live,
        fresh: true,
        variants: boxes(1280, [2, 3, 5], 60),
      },
      {
        title: '红岛海蛎子 带壳',
        art: 'oyster',
        origin: '胶州湾 红岛',
        caught: '昨天下午',
        size: '每斤 6 到 8 个',
        storage: live,
        fresh: true,
        variants: boxes(990, [3, 5, 10], 40),
      },
      {
        title: '活皮皮虾 母虾带籽',
        art: 'mantis-shrimp',
        origin: '黄海近岸',
        caught: '夜里的船',
        size: '每斤 8 到 10 只',
        storage: live,
        fresh: true,
        variants: boxes(4600, [2, 3], 18),
      },
    ],
  },
  {
    slug: 'xiuying',
    name: '秀英的蛏子摊',
    place: '红岛 · 西大洋',
    about: '自家滩上的竹蛏，沙养两天。',
    seller: { name: '林秀英', phone: '13800000011', picture: '/art/razor-clam.svg' },
    freightFen: 800,
    dispatchWords: '48 小时内发走',
    coupon: { amountFen: 1000, thresholdFen: 6000, mustFollow: false },
    products: [
      {
        title: '大竹蛏 沙养两天',
        art: 'razor-clam',
        origin: '红岛西滩',
        caught: '早潮',
        size: '每根 12 厘米上下',
        storage: live,
        fresh: true,
        variants: boxes(3200, [2, 3, 5], 20),
      },
      {
        title: '蛤蜊肉 手剥',
        art: 'clam-meat',
        origin: '红岛',
        caught: '当天剥',
        size: '每斤约 4 斤带壳蛤蜊',
        storage: frozen,
        fresh: false,
        variants: boxes(3800, [1, 2], 30),
      },
    ],
  },
  {
    slug: 'guilan',
    name: '桂兰海鲜干货',
    place: '红岛 · 后阳',
    about: '晒一整个秋天的太阳，不加一点东西。',
    seller: { name: '孙桂兰', phone: '13800000012', picture: '/art/dried-shrimp.svg' },
    freightFen: 0,
    dispatchWords: '48 小时内发走',
    coupon: { amountFen: 1500, thresholdFen: 9900, mustFollow: false },
    products: [
      {
        title: '淡干海米',
        art: 'dried-shrimp',
        origin: '胶州湾',
        caught: '今年秋天',
        size: '中等个头',
        storage: '阴凉处，开封后冷藏',
        fresh: false,
        variants: boxes(8800, [1, 2], 40),
      },
      {
        title: '厚叶海带',
        art: 'kelp',
        origin: '黄海养殖',
        caught: '今年夏天',
        size: '整叶',
        storage: '阴凉干燥处',
        fresh: false,
        variants: boxes(1800, [1, 3], 50),
      },
    ],
  },
  {
    slug: 'shuzhen',
    name: '淑珍渔船直卖',
    place: '红岛 · 东大洋',
    about: '自家的船，夜里出去，天亮回来。',
    seller: { name: '王淑珍', phone: '13800000013', picture: '/art/spanish-mackerel.svg' },
    freightFen: 1000,
    dispatchWords: '船回来当天发走',
    coupon: { amountFen: 1000, thresholdFen: 8000, mustFollow: true },
    products: [
      {
        title: '鲅鱼 整条',
        art: 'spanish-mackerel',
        origin: '黄海',
        caught: '夜里的船',
        size: '每条 3 斤上下',
        storage: frozen,
        fresh: true,
        variants: boxes(2600, [3, 6], 15),
      },
      {
        title: '笔管鱼 船冻一夜',
        art: 'squid',
        origin: '黄海',
        caught: '夜里的船',
        size: '手指长短',
        storage: frozen,
        fresh: false,
        variants: boxes(3800, [2, 4], 22),
      },
    ],
  },
  {
    slug: 'yumei',
    name: '玉梅家的梭子蟹',
    place: '红岛 · 宿流',
    about: '一只一只挑过，瘦的不卖。',
    seller: { name: '刘玉梅', phone: '13800000014', picture: '/art/swimming-crab.svg' },
    freightFen: 1200,
    dispatchWords: '今天 15:00 前付款，今天发走',
    coupon: { amountFen: 3000, thresholdFen: 19900, mustFollow: true },
    products: [
      {
        title: '梭子蟹 满膏',
        art: 'swimming-crab',
        origin: '胶州湾外',
        caught: '早上的船',
        size: '每只 6 两到 8 两',
        storage: live,
        fresh: true,
        variants: boxes(7800, [3, 5], 12),
      },
    ],
  },
  {
    slug: 'chunhua',
    name: '春华渔家厨房',
    place: '红岛 · 渔家宴一条街',
    about: '自家店里的手艺，包好了速冻。',
    seller: { name: '于春华', phone: '13800000015', picture: '/art/mackerel-dumplings.svg' },
    freightFen: 0,
    dispatchWords: '48 小时内发走',
    coupon: { amountFen: 800, thresholdFen: 5000, mustFollow: false },
    products: [
      {
        title: '鲅鱼水饺 手工',
        art: 'mackerel-dumplings',
        origin: '红岛',
        caught: '当天包',
        size: '每斤约 25 个',
        storage: frozen,
        fresh: false,
        variants: boxes(2900, [2, 4], 45),
      },
      {
        title: '海鲜礼盒 六样',
        art: 'gift-box',
        origin: '红岛',
        caught: '下单后装箱',
        size: '一盒六样',
        storage: frozen,
        fresh: false,
        variants: boxes(4980, [6], 25),
      },
    ],
  },
]
