import type { TextsLike } from '#app/kernel/i18n/texts.ts'
import type { zh } from './sign-in-texts.zh.ts'

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
    againHint: 'One message a minute at the most.',
    againIn: 'Another in {{seconds}} s',
    other: 'Another number',
    demoCode: 'Demo: no message is sent; the code is {{code}}',
    demoPeople: 'People of the demo: press one to get a code',
    sixDigits: 'Please give the 6 digits of the text message',
    wrongCode:
      'The code is not right, or too old. See whether it is the newest one; each can be tried 5 times.',
    tooOften: 'Too many codes were asked for. Please try again in an hour.',
    enoughToday: 'Too many codes were asked for today. Please try again tomorrow.',
    tooManyGuesses: 'Too many tries. Please try again in an hour.',
    noSender:
      'No code can be sent here yet: the administrator has not connected text messages. Watching needs no sign-in.',
    noSenderTitle: 'Signing in is not possible yet',
    watch: 'Watch live',
    noSenderAdministrator:
      'Administrator: please give the settings that begin with SMS_ on the server and start it anew; the guide says how.',
    demoOnly: 'This number belongs to somebody of the demo and cannot be used on a real system.',
    notSent: 'The message could not be sent. Please try again in a moment.',
  },
  setup: {
    title: 'The first administrator',
    hint: 'This system has no administrator yet. Give your name and mobile number and you are; the link works once.',
    name: 'Name',
    submit: 'Make me the administrator',
    proofHint: 'A code will be sent to this number, so that it is surely yours.',
    used: 'This link was used before, or is not right',
    usedHint:
      'Where there is an administrator, please sign in. Where there is none, starting the server anew prints a fresh link.',
  },
}
