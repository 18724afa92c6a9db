import { cites, sources } from '../sources.ts'
import type { SeedLesson } from '../types.ts'

export const honestWords: SeedLesson = {
  key: 'live-honest-words',
  title: { zh: '哪些话不能说：不夸大，不哄人', en: 'What may not be said: no boasting, no tricks' },
  summary: {
    zh: '“最好”“治病”“只剩三箱”为什么不能说，换成什么话一样能卖货。',
    en: 'Why “the best”, “it cures” and a false “only three left” are not allowed, and what to say instead.',
  },
  minutes: 10,
  body: [
    {
      kind: 'say',
      text: '直播间里夸货的话，要是算得上广告，就得按广告的规矩来担责任。好在规矩不难记：**说自己看见的、称过的、做得到的**。',
    },
    cites(sources.liveIsAdvertising),
    { kind: 'heading', text: '一、不说“最”' },
    {
      kind: 'say',
      text: '“国家级”“最高级”“最佳”这一类话，广告里不许用。“全国第一”“顶级”也别说。您没有把全国的蛤蜊都尝一遍，这话谁也证明不了。',
    },
    cites(sources.adSuperlatives),
    { kind: 'say', text: '换成看得见的话，更能卖货：' },
    {
      kind: 'points',
      items: [
        '“最肥的海蛎子”，改成“您看，掰开了，肉把壳都填满了”。',
        '“最新鲜的虾”，改成“早上五点上的船，您看它还蹦”。',
        '“全网最低价”，改成“五斤六十四，包邮，四点前付款今天发”。',
      ],
    },
    { kind: 'heading', text: '二、不说治病' },
    {
      kind: 'say',
      text: '海参、海蛎子，常有人说能治这个、补那个。食品的广告，不许说预防什么病、治什么病，也不许用看病吃药的那些话。老人信了，耽误看病，事情就大了。',
    },
    cites(sources.foodAdNoCures),
    cites(sources.adNoCures),
    { kind: 'say', text: '有人在留言里问“吃这个能降血压吗”，可以这样答：' },
    {
      kind: 'example',
      text: '“大姐，这是吃的东西，不是药。血压的事您听大夫的。要问怎么做好吃，我知道：蒸八分钟，蘸点姜醋。”',
    },
    { kind: 'heading', text: '三、不编，不装' },
    {
      kind: 'say',
      text: '直播卖货的规矩写得清楚：要真实、准确、全面，**不许发假的或者让人误会的话**。下面这些都算：',
    },
    {
      kind: 'points',
      items: [
        '养的说成野生的，外地的说成红岛的，昨天的说成今早的。',
        '说“只剩三箱”，其实还有一堆。',
        '说“平时卖一百二，今天六十四”，其实从来没卖过一百二。',
        '拿大个的给镜头看，箱子里装小的。',
        '请人装顾客，说“我吃了三年了”。',
      ],
    },
    cites(sources.liveForbidden),
    cites(sources.liveCommerce),
    { kind: 'heading', text: '四、不删不好听的留言' },
    {
      kind: 'say',
      text: '骂人的、捣乱的，可以禁言。可是有人说“上回收到死了好几个”，这是实话，不能删。删掉不好的评价来哄别的买家，是不许的。',
    },
    cites(sources.liveReviews),
    { kind: 'say', text: '当着大家的面答好，比删了强：' },
    {
      kind: 'example',
      text: '“您把订单里的照片发给我，播完我就给您退。这一批我换了加厚的箱子，多放了两个冰袋，大家看，就是这个。”',
    },
    { kind: 'heading', text: '五、不说别人家的不好' },
    {
      kind: 'say',
      text: '只讲自己的货好在哪儿，不讲隔壁摊的坏话。编造话去坏别人的名声，也是不许的。',
    },
    cites(sources.liveCommerce),
    { kind: 'heading', text: '今天就做' },
    {
      kind: 'steps',
      items: [
        '听一遍自己上一场的回放，听见“最”“第一”“治”“只剩”，就记下来。',
        '每一句旁边，写一句看得见、称得出的话来换。',
        '把换好的话贴在手机旁边。',
        '请场控听着，您说漏了嘴，她咳嗽一声，您当场改过来。',
      ],
    },
  ],
  quiz: [
    {
      kind: 'multiple',
      ask: '下面哪些话不能在直播间说？（多选）',
      choices: [
        '这是全国最好的蛤蜊',
        '今早退潮挖的，一斤四十个上下',
        '天天吃海参，不用吃降压药',
        '五斤一箱，六十四块，包邮',
        '只剩三箱了（其实还有八十箱）',
      ],
      right: [0, 2, 4],
      why: '“最好”是广告里不许用的话；食品不许说治病；编造剩多少是骗人。另外两句是实话，放心说。',
    },
    {
      kind: 'single',
      ask: '“最肥的海蛎子”这句，换成哪句好？',
      choices: ['顶级海蛎子', '掰一个给您看，肉填满了壳', '皇上吃的海蛎子', '比别人家的都肥'],
      right: 1,
      why: '看得见的东西自己会说话。另外三句，不是大话，就是没法证明。',
    },
    {
      kind: 'single',
      ask: '有人留言：“上回的虾到了一股味。”怎么办？',
      choices: ['马上删掉，禁他的言', '装作没看见', '当面答：请发照片，播完就处理', '说他是同行来捣乱的'],
      right: 2,
      why: '不好的评价不能删来哄别人。当面答好，看的人反而放心。',
    },
    {
      kind: 'single',
      ask: '有人问：“海蛎子能治失眠吗？”',
      choices: [
        '能，我们村都这么吃',
        '这是吃的，不是药，睡不好要看大夫',
        '不一定，多买点试试',
        '不回答，接着卖',
      ],
      right: 1,
      why: '食品不许说治病。告诉她看大夫，再说说怎么做好吃。',
    },
  ],
}
