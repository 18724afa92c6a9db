import type { TextsLike } from '#app/kernel/i18n/texts.ts'

/** What a seller reads where she sends a parcel, or gives the money back. */
export const zh = {
  dispatch: {
    title: '发货',
    carrier: '哪家快递',
    number: '快递单号',
    numberHint: '面单上那一长串，空格不用管。',
    numberWrong: '单号不对：是 8 到 30 位的数字和字母，请照面单再看一遍',
    send: '发走了',
    sending: '正在记下…',
    change: '改单号',
    changeTitle: '单号写错了？',
    changed: '单号改好了，买家也知道了',
    done: '记下了，买家已经知道发货了',
    by: '{{carrier}} {{number}}',
  },
  refund: {
    open: '发不了？全额退款',
    openSent: '有问题？全额退款',
    title: '全额退款',
    what: '¥{{total}} 全部原路退给买家，退了收不回来。',
    backOnShelf: '还没发走的货，会回到库存里。',
    reason: '为什么退',
    reasonHint: '买家会看到。比如：今天没出海，货不够了。',
    sure: '我想好了，把 ¥{{total}} 全退给买家',
    unsure: '请先打上勾，再点退款',
    ask: '退 ¥{{total}}',
    again: '再退一次',
    asked: '好，钱正在退给买家，她也知道了',
    failed: '钱没能退出去，请再退一次。还是不行，找工会的人帮忙。',
    because: '原因：{{reason}}',
    onWay: '{{time}} 开始退的',
    done: '{{time}} 退到了',
  },
} as const

export const en: TextsLike<typeof zh> = {
  dispatch: {
    title: 'Send it',
    carrier: 'Which courier',
    number: 'Tracking number',
    numberHint: 'The long one on the label. Spaces do not matter.',
    numberWrong:
      'That is no tracking number: it has 8 to 30 digits and letters. Please look at the label again',
    send: 'It is sent',
    sending: 'Noting it…',
    change: 'Change the number',
    changeTitle: 'Is the number wrong?',
    changed: 'The number is changed, and the buyer knows',
    done: 'Noted. The buyer knows that it is on its way',
    by: '{{carrier}}, {{number}}',
  },
  refund: {
    open: 'You cannot send it? Refund in full',
    openSent: 'Something is wrong? Refund in full',
    title: 'Refund in full',
    what: 'All of ¥{{total}} goes back to the buyer. It cannot be undone.',
    backOnShelf: 'What was not sent yet goes back into your stock.',
    reason: 'Why',
    reasonHint: 'The buyer reads it. Such as: no boat went out today, there is not enough.',
    sure: 'I have thought about it: all of ¥{{total}} goes back to the buyer',
    unsure: 'Please tick this first, then press “Refund”',
    ask: 'Refund ¥{{total}}',
    again: 'Refund once more',
    asked: 'The money is on its way back, and the buyer knows',
    failed:
      'The money could not be sent back: please try once more. If that fails too, ask the federation’s staff.',
    because: 'Reason: {{reason}}',
    onWay: 'On its way since {{time}}',
    done: 'Went back {{time}}',
  },
}
