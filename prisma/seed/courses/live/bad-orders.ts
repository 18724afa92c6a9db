import { cites, sources } from '../sources.ts'
import type { SeedLesson } from '../types.ts'

export const badOrders: SeedLesson = {
  key: 'live-bad-orders',
  title: { zh: '坏单怎么办：死了、少了、晚了', en: 'When an order goes wrong: dead, short or late' },
  summary: {
    zh: '先接话，再看照片，当天给准话；该退的痛快退。',
    en: 'Answer first, look at the pictures, settle the same day, and refund what is owed without fuss.',
  },
  minutes: 9,
  body: [
    {
      kind: 'say',
      text: '卖活货，难免有一箱出岔子。出了岔子不可怕，**躲着不回才可怕**。处理好了，人家下回还敢买。',
    },
    { kind: 'heading', text: '先分清三件事' },
    { kind: 'say', text: '**货坏了、少了、发错了**：是我们的事，该退就退，该补就补。' },
    cites(sources.faultyGoods),
    {
      kind: 'say',
      text: '**路上坏的**：东西在路上的风险由卖家担着。先给买家退，回头再找快递，别让买家自己去找。',
    },
    cites(sources.deliverAsPromised),
    { kind: 'say', text: '**没坏，就是不想要了**：鲜活的货，不在七天无理由退货里头。' },
    cites(sources.freshNoReturn),
    {
      kind: 'say',
      text: '最后这一条有个前提：**买以前就要让人看见**。这样货不能七天无理由退，要在显眼的地方标出来，还要买家自己确认，不能默认她同意。',
    },
    cites(sources.freshMarked),
    { kind: 'say', text: '在小店里给商品勾上“鲜活的”，页面上就会写明白。直播的时候，嘴上也提一句：' },
    {
      kind: 'example',
      text: '“活的东西，拿到手不能说不要就不要。可是有死的、坏的、少的，您拍照给我，我认。”',
    },
    {
      kind: 'say',
      text: '别把两件事混了。不能无理由退，不等于坏了也不退。海米、海带这些干货，没拆封的，七天里还是可以退。',
    },
    cites(sources.freshNoReturn),
    { kind: 'heading', text: '五步办完一单' },
    {
      kind: 'steps',
      items: [
        '马上回一句：“看到了，给您添麻烦了，我来办。”先别争。',
        '请她拍三张：箱子外面、打开的样子、死的摆在一起数得清。',
        '当天给准话：退多少、怎么退、几天到账。',
        '说到做到。退款在订单里办，走原路，不要私下转账，将来两边都说得清。',
        '在本子上记一笔：哪天发的、哪家快递、坏了几个、为什么。',
      ],
    },
    { kind: 'heading', text: '退多少：算给人看' },
    {
      kind: 'say',
      text: '一箱五斤六十四元，一斤合十二元八角。死了一斤，就是十二元八角。买家说“按斤退”，您把这个算式写给她。差几角的，往多里退。死了一大半的，这箱就没法吃了，全退，别让她再寄回来，死货寄回来也没用。',
    },
    {
      kind: 'say',
      text: '答应以前，先看看订单里能办哪一样。一时办不了的，请工会的工作人员帮着看。别答应办不到的事。',
    },
    { kind: 'heading', text: '几句难答的话' },
    { kind: 'say', text: '人家说：“是不是拿死的糊弄我？”' },
    {
      kind: 'example',
      text: '“装箱的时候是一个个挑过的。路上热，没保住，算我的。我这就给您退，下一批我多放冰。”',
    },
    { kind: 'say', text: '人家说：“不退就给你差评。”' },
    {
      kind: 'example',
      text: '“您照实写。该退的，您写什么我都退；不该退的，我也跟您说清为什么。”',
    },
    {
      kind: 'say',
      text: '不拿钱换好评，更不自己编好评。编造买家的话来夸自己，是不许的。',
    },
    cites(sources.noFakeReviews),
    { kind: 'heading', text: '一个月看一次本子' },
    {
      kind: 'say',
      text: '翻翻记下的坏单：是不是都走同一家快递？是不是都在三十度以上的天？是不是都寄到同一个省？**找到一样，改一样**。改完再看下个月少没少。这本子比什么课都教人。',
    },
  ],
  quiz: [
    {
      kind: 'number',
      ask: '五斤一箱 64 元，到家死了一斤。按斤退，该退多少元？',
      unit: '元',
      right: 12.8,
      within: 0.01,
      why: '64 除以 5，一斤是 12.8 元。算式写给买家看，她心里就服。',
    },
    {
      kind: 'order',
      ask: '买家说收到的蛤蜊死了不少，按什么先后办？',
      items: [
        '马上回话，先认下来',
        '请她拍照，数清坏了多少',
        '当天说清退多少、怎么退',
        '在订单里退款',
        '在本子上记下原因',
      ],
      why: '先接住人，再弄清事，再给准话，办完了记下来，下回少出一次。',
    },
    {
      kind: 'multiple',
      ask: '下面哪些说得对？（多选）',
      choices: [
        '鲜活的蛤蜊，不在七天无理由退货里头',
        '活货坏了也一概不退',
        '不能无理由退，要在买以前就让人看见',
        '给五块钱，请人把差评改成好评',
      ],
      right: [0, 2],
      why: '不能“无理由”退，不等于坏了不退。好评要买家自己愿意写，不拿钱换。',
    },
    {
      kind: 'single',
      ask: '货是快递路上热坏的，买家来找您。怎么办？',
      choices: ['请买家自己找快递', '说不关我的事', '先给买家退，再去找快递', '等快递赔了再给买家退'],
      right: 2,
      why: '东西在路上的风险由卖家担着。先让买家安心，再跟快递算账。',
    },
  ],
}
