import type { TextsLike } from '#app/kernel/i18n/texts.ts'

/** What signing in and setting up say, as part of the feature's texts. */
export const zh = {
  signIn: {
    title: '登录',
    hint: '用手机号登录，不用设密码。没来过的，登录就是注册。',
    phone: '手机号',
    phoneHint: '11 位手机号',
    send: '发验证码',
    sending: '正在发…',
    sentTo: '验证码发到了 {{phone}}，5 分钟内有效。',
    code: '验证码',
    codeHint: '短信里的 6 位数字',
    enter: '登录',
    entering: '正在登录…',
    again: '没收到，再发一次',
    againHint: '一分钟里只发一条，请先等一等。',
    other: '换一个手机号',
    demoCode: '演示：不真的发短信，验证码是 {{code}}',
    demoPeople: '演示人物，点一下填好手机号',
    sixDigits: '请填短信里的 6 位数字',
    wrongCode: '验证码不对，或者已经过期。看看是不是最新的一条；一个验证码最多试 5 次。',
    tooOften: '要得太多了，请过一小时再试。',
    tooManyGuesses: '试得太多了，请过一小时再试。',
    noSender: '这里还发不了验证码：管理员还没有接上短信。看直播不用登录。',
    notSent: '短信没有发出去，请过会儿再试。',
    out: '已经退出',
  },
  setup: {
    title: '设置管理员',
    hint: '这个系统还没有管理员。填好您的名字和手机号，您就是管理员；这个链接只能用一次。',
    name: '名字',
    submit: '我来当管理员',
    used: '这个链接已经用过了，或者不对',
    usedHint: '系统已经有管理员的，请直接登录。还没有的，重新启动服务器，会打印一个新的链接。',
  },
} as const

export const en: TextsLike<typeof zh> = {
  signIn: {
    title: 'Sign in',
    hint: 'With your mobile number, without a password. If you are new, signing in is all it takes.',
    phone: 'Mobile number',
    phoneHint: '11 digits',
    send: 'Send the code',
    sending: 'Sending…',
    sentTo: 'A code was sent to {{phone}}. It is good for 5 minutes.',
    code: 'Code',
    codeHint: 'The 6 digits of the text message',
    enter: 'Sign in',
    entering: 'Signing in…',
    again: 'It did not come: send another',
    againHint: 'One message a minute at the most: please wait a moment first.',
    other: 'Another number',
    demoCode: 'Demo: no message is sent; the code is {{code}}',
    demoPeople: 'People of the demo: press one to fill in the number',
    sixDigits: 'Please give the 6 digits of the text message',
    wrongCode:
      'The code is not right, or too old. See whether it is the newest one; each can be tried 5 times.',
    tooOften: 'Too many codes were asked for. Please try again in an hour.',
    tooManyGuesses: 'Too many tries. Please try again in an hour.',
    noSender:
      'No code can be sent here yet: the administrator has not connected text messages. Watching needs no sign-in.',
    notSent: 'The message could not be sent. Please try again in a moment.',
    out: 'Signed out',
  },
  setup: {
    title: 'The first administrator',
    hint: 'This system has no administrator yet. Give your name and mobile number and you are; the link works once.',
    name: 'Name',
    submit: 'Make me the administrator',
    used: 'This link was used before, or is not right',
    usedHint:
      'Where there is an administrator, please sign in. Where there is none, starting the server anew prints a fresh link.',
  },
}
