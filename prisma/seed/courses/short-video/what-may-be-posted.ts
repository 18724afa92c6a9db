import { cites, sources } from '../sources.ts'
import type { SeedLesson } from '../types.ts'

export const whatMayBePosted: SeedLesson = {
  key: 'video-what-may-be-posted',
  title: { zh: '哪些能发：人、歌、字都要讲规矩', en: 'What may be posted: people, music and words' },
  summary: {
    zh: '拍到别人、用别人的歌、电脑做的画面，发以前看这一课。',
    en: 'Filming other people, using songs, pictures made by computer: read this before you post.',
  },
  minutes: 8,
  body: [
    {
      kind: 'say',
      text: '视频发出去，认识的、不认识的都看得到，删了别人也可能存下了。所以**发以前想一想**，比发了再删省心。这一课讲五件容易出错的事。',
    },
    { kind: 'heading', text: '一、拍到别人，先问一句' },
    {
      kind: 'say',
      text: '人的长相归他自己管。没有他点头，不能拍了他的脸拿出来发。隔壁摊的大嫂、来买货的客人、帮忙的孩子，都一样。',
    },
    cites(sources.portrait),
    {
      kind: 'example',
      text: '“大嫂，我拍个视频发网上卖蛤蜊，您在里头，行不行？不行我就只拍手。”',
    },
    {
      kind: 'points',
      items: [
        '她说行，把视频给她看一眼再发。',
        '她说不行，就只拍手、拍背影、拍货。',
        '孩子的脸，先问他的爹妈。能不拍就不拍。',
        '车牌、门牌、快递面单，别拍进去。',
      ],
    },
    { kind: 'heading', text: '二、别人的歌、别人的画面，不能拿来就用' },
    {
      kind: 'say',
      text: '歌是人家写的，视频是人家拍的。没得到准许，就放到网上给大家看、给大家听，是侵权。从别处存下来一段赶海的视频，抹掉人家的名字，说成自己的，更不行。',
    },
    cites(sources.copyright),
    {
      kind: 'say',
      text: '怎么办？**用自己的声音**。潮水声、蛤蜊碰盆声、您说话的声，都是您自己的。真要配乐，用剪辑软件里写明“可以商用”的，看清楚再用。卖货的视频是商用，不是自己玩。',
    },
    { kind: 'heading', text: '三、是卖货，就让人看得出来' },
    {
      kind: 'say',
      text: '有的视频装作教做菜、装作试吃，底下挂着买货的链接。这是广告，就要写明“**广告**”两个字，不能让人当成闲聊。您大大方方说“这是我家卖的蛤蜊”，人家反倒放心。',
    },
    cites(sources.adRecognisable),
    { kind: 'heading', text: '四、电脑做的画面、声音，要写明' },
    {
      kind: 'say',
      text: '现在有的软件，打几个字就出一张图，还能学人说话。用它做的画面、声音，发的时候要自己说明，按软件里的办法加上标记，比如“人工智能生成”。**货的样子不要用它做**：买家要看的是真蛤蜊。',
    },
    cites(sources.aiLabel),
    { kind: 'heading', text: '五、写的字也算数' },
    {
      kind: 'say',
      text: '直播里不能说的话，视频的字里也不能写：“最好”“第一”“治病”都不行。广告里不许用“最佳”这一类的话，食品广告不许说治病。',
    },
    cites(sources.adSuperlatives),
    cites(sources.foodAdNoCures),
    {
      kind: 'say',
      text: '“**胶州湾最肥的蛤蜊，吃了不生病**”，这十几个字里错了两处。改成：“红岛西滩的蛤蜊，今早退潮挖的，一斤四十个。”',
    },
    { kind: 'heading', text: '今天就做：发以前看五样' },
    {
      kind: 'steps',
      items: [
        '人：画面里有别人的脸吗？问过了吗？',
        '声：歌是谁的？能不能商用？不知道就换成原声。',
        '图：有没有电脑做的？写明了吗？',
        '字：有没有“最”“第一”“治”？改掉。',
        '纸：有没有面单、电话、门牌？重拍。',
      ],
    },
    {
      kind: 'say',
      text: '把“人、声、图、字、纸”五个字写在手机壳背面，发一条看一遍。有人来说“你拍了我，请删掉”，先删，再道个歉。',
    },
  ],
  quiz: [
    {
      kind: 'single',
      ask: '视频里拍到了隔壁摊大嫂的脸，她还不知道。怎么办？',
      choices: ['先发了再说', '先问她，她不愿意就只拍手', '给她脸上贴朵花就行', '她是熟人，不用问'],
      right: 1,
      why: '人的长相归她自己管，熟人也要问。问一句，不伤和气。',
    },
    {
      kind: 'multiple',
      ask: '哪些声音可以放心用？（多选）',
      choices: ['自己录的潮水声', '网上存下来的流行歌', '自己说的话', '写明“可以商用”的配乐'],
      right: [0, 2, 3],
      why: '自己的声音、得了准许的配乐，都能用。别人的歌没得到准许，不能用来卖货。',
    },
    {
      kind: 'single',
      ask: '“教您蒸蛤蜊”的视频，底下挂着自己店里的链接，怎么做对？',
      choices: ['写明“广告”，说清是自家卖的', '装作是路人推荐', '链接藏小一点', '请人留言说好吃'],
      right: 0,
      why: '挂了买货的链接，就要让人看得出是广告。说清楚，人家才放心。',
    },
    {
      kind: 'multiple',
      ask: '“胶州湾最肥的蛤蜊，今早退潮挖的，吃了不生病”，哪些地方要改？（多选）',
      choices: ['胶州湾的', '最肥的', '今早退潮挖的', '吃了不生病'],
      right: [1, 3],
      why: '“最”是广告里不许用的那类话，“不生病”是说食品能防病。产地和时辰是实话，留着。',
    },
  ],
}
