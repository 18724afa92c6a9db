import type { SeedQuestion, Words } from './courses/types.ts'

/*
 * The demo's course with a film and a clip: the drawn picture that the demo room broadcasts, with captions that say what to look
 * at, and a stretch of the demo's replay. What is drawn is called drawn.
 */

interface SeedCaption {
  /** In seconds. */
  from: number
  to: number
  says: string
}

interface SeedWatching {
  key: string
  title: Words
  summary: Words
}

export const seedFilms = {
  slug: 'watch-first',
  cover: 'cover-course-live',
  title: { zh: '先看一遍，再开播', en: 'Watch once, then go live' },
  summary: {
    zh: '三个画面，一分钟看完：先看码头，再看摊子，最后看价目牌。画面是画出来的，演示用。',
    en: 'Three scenes in a minute: the harbour, the stall, the price board. They are drawn, for the demonstration.',
  },
  passPercent: 60,
  module: { zh: '看一遍', en: 'Watch once' },
  film: {
    key: 'watch-the-scenes',
    title: { zh: '示范画面（动画）：码头、摊子、价目牌', en: 'Scenes (drawn): harbour, stall, price board' },
    summary: {
      zh: '看画面怎么换，每个画面让人看清一件事。',
      en: 'How the scenes change, and what each lets people see.',
    },
  } satisfies SeedWatching,
  /** Length of the clip in milliseconds. */
  filmMs: 32_000,
  captions: [
    { from: 0.5, to: 5, says: '先让大家看看你在哪儿：天刚亮，船都在。' },
    { from: 5, to: 10, says: '看到真地方，才信你的货。' },
    { from: 10.9, to: 16, says: '人站到摊子后面，货摆在前面，手里拿一个。' },
    { from: 16, to: 22, says: '说到哪样，就让哪样的名字、斤两、价钱露出来。' },
    { from: 22.9, to: 30, says: '最后给价目牌：一斤多少钱，写得清清楚楚。' },
  ] satisfies SeedCaption[],
  clip: {
    key: 'watch-the-replay',
    title: { zh: '示范回放里的一段：讲大竹蛏', en: 'A stretch of the demo replay: razor clams' },
    summary: {
      zh: '演示直播间的回放，画面也是动画。',
      en: 'From the demo room’s replay; its picture is drawn as well.',
    },
  } satisfies SeedWatching,
  /** Where the replay's first product is shown, in milliseconds. */
  clipFromMs: 6000,
  clipToMs: 26_000,
  quiz: [
    {
      kind: 'order',
      ask: '示范画面里，先后给大家看了什么？',
      items: ['码头和船', '人和摊子', '价目牌'],
      why: '先看地方，再看货，最后看价钱：一步一步让人放心。',
    },
    {
      kind: 'single',
      ask: '价目牌上最要紧的是什么？',
      choices: ['一斤多少钱，写清楚', '字写得花哨', '只写“便宜”'],
      right: 0,
      why: '价钱和斤两写清楚，买的人心里才有数。',
    },
  ] satisfies SeedQuestion[],
}
