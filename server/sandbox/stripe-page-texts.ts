import type { Language } from '#app/kernel/i18n/languages.ts'

const zh = {
  title: '付款 · 演示',
  demo: '这里是演示，不会真的扣钱。',
  demoMore: '正式使用时，这一页是 Stripe 的付款页。',
  toPay: '金额',
  ways: '用什么付',
  way: { card: '银行卡', alipay: '支付宝', wechat_pay: '微信支付' },
  outcome: '选一个结果',
  pay: '付款成功',
  decline: '银行拒付',
  cancel: '返回不付',
  declined: '银行拒付了这一笔，没有扣钱。可以再试一次，也可以换一种付法。',
  open: '',
  complete: '这一笔已经付过了，不用再付。',
  expired: '这个付款页已经过期，不能再付了。',
  gone: '没有这个付款页。',
  back: '回到订单',
}

type Words = typeof zh

const en: Words = {
  title: 'Payment · demo',
  demo: 'This is a demo: no money moves.',
  demoMore: 'In real use, Stripe shows its own page here.',
  toPay: 'Amount',
  ways: 'Pay with',
  way: { card: 'Bank card', alipay: 'Alipay', wechat_pay: 'WeChat Pay' },
  outcome: 'Choose what happens',
  pay: 'Pay',
  decline: 'Bank declines',
  cancel: 'Go back without paying',
  declined: 'The bank declined this payment: nothing was charged. Try again, or pay another way.',
  open: '',
  complete: 'This has been paid: nothing more to pay.',
  expired: 'This payment page has expired: it cannot be paid any more.',
  gone: 'There is no such payment page.',
  back: 'Back to the order',
}

export const pageTexts: Record<Language, Words> = { zh, en }
