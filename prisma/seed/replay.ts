/*
 * The demo's replay: one broadcast of the demo seller 林秀英 from her own room, which is at rest afterwards. All of it is
 * invented and said by demo people. Seconds count from the beginning of the picture.
 */

export interface SeedLine {
  second: number
  /** The name of a demo person; the host's own is that of the shop's seller. */
  by: string
  says: string
}

export const seedReplay = {
  room: {
    slug: 'xiuying',
    title: '秀英的蛏子摊 退潮就来',
    place: '红岛 · 西大洋',
    coverArt: '/art/tidal-flat.svg',
  },
  /** The shop whose seller is the host: by its slug in seedShops. */
  shop: 'xiuying',
  seconds: 48,
  /** Which of her products she shows when: by its place on her shelf. */
  pins: [
    { second: 6, product: 0 },
    { second: 26, product: 1 },
  ],
  lines: [
    { second: 2, by: '林秀英', says: '来了啊？潮退了，船都回来了。' },
    { second: 5, by: '城阳阿姨', says: '秀英，今天有蛏子吗？' },
    { second: 8, by: '林秀英', says: '有，大竹蛏，沙养两天，吐干净了再装箱。' },
    { second: 13, by: '孙桂兰', says: '个头真匀。' },
    { second: 17, by: '城阳阿姨', says: '怎么蒸不老？' },
    { second: 21, by: '林秀英', says: '水开了下锅，壳一张就关火，一分钟的事。' },
    { second: 28, by: '林秀英', says: '再看蛤蜊肉，当天手剥当天冻。' },
    { second: 33, by: '王淑珍', says: '这个包饺子省事。' },
    { second: 37, by: '城阳阿姨', says: '一箱有多少？' },
    { second: 41, by: '林秀英', says: '一斤、两斤都有，一斤肉要剥四斤蛤蜊。' },
    { second: 45, by: '林秀英', says: '今天就到这儿，明天退潮再来。' },
  ] satisfies SeedLine[],
}
