import Bowser from 'bowser'
import { randomInt } from 'node:crypto'
import { readDemoCode, sendCodeMessage, smsWay } from '#app/kernel/sms.server.ts'
import { refused, done, type Outcome } from '#app/kernel/outcome.ts'
import { readChosen, writePreferences, type Chosen } from '#app/kernel/preferences.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { env } from '#app/kernel/env.server.ts'
import { isLanguage } from '#app/kernel/i18n/languages.ts'
import { transact } from '#app/kernel/transact.server.ts'
import { dropCode, makeCode, useCode } from './codes.server.ts'
import { findOrCreatePerson } from './people.server.ts'
import { endSession } from './devices.server.ts'
import { sessionStorage } from './sessions.server.ts'
import { countSignIn, endSendingPause, takeBackSending } from './sign-in-limits.server.ts'
import { resendAfterSeconds, type SentCode } from './sign-in.ts'
import { findVisitor } from './visitor.server.ts'

type SendRefusal = 'too-often' | 'enough-today' | 'no-sender' | 'not-sent'

/**
 * Sends a code to this phone, known or not: nothing in the answer tells which. Asked again within the minute it sends
 * nothing and answers alike, so that a double press or a second tab does no harm.
 */
export async function sendCode(
  { phone, address }: { phone: string; address: string },
  now = new Date(),
): Promise<Outcome<SentCode, SendRefusal>> {
  if (smsWay() === 'none') return refused('no-sender')
  const limit = await countSignIn('sendings', { phone, address })
  if (limit?.reached === 'minute') return done(sentCode(phone, limit.wait))
  if (limit !== null) return refused(limit.reached === 'day' ? 'enough-today' : 'too-often')
  try {
    if (await makeAndSend(phone, now)) return done(sentCode(phone, resendAfterSeconds))
  } catch (error) {
    await takeBackSending(phone)
    throw error
  }
  // Asked again at once, it is to be tried again, not answered as sent; and what failed costs her nothing.
  await takeBackSending(phone)
  return refused('not-sent')
}

async function makeAndSend(phone: string, now: Date): Promise<boolean> {
  const made = await makeCode(phone, now)
  const sent = (await sendCodeMessage({ phone, code: made.code })) !== 'refused'
  if (!sent) await dropCode(made)
  return sent
}

function sentCode(phone: string, resendAfter: number): SentCode {
  return { phone, resendAfter, demoCode: readDemoCode(phone) }
}

/**
 * Signs in whoever knows the code that was sent to this phone; a phone that is new here becomes a new person. Answers the
 * cookies to set: a fresh session always, whatever cookie the browser brought, and her own language and type.
 */
export async function signIn(
  { request, ...proof }: Proof & { request: Request },
  now = new Date(),
): Promise<Outcome<{ cookies: string[]; personId: string }, ProofRefusal | 'demo-only'>> {
  const proved = await provePhone(proof, now)
  if (!proved.ok) return proved
  const person = await takeIn(proof.phone)
  if (person.demo && !env().demo) return refused('demo-only')
  return done({ personId: person.id, cookies: await beginSession(person.id, request) })
}

interface Proof {
  phone: string
  code: string
  address: string
}
type ProofRefusal = 'wrong-code' | 'too-often'

/** Whether this is the code that was sent to this phone: it is used up, and the next may be asked for at once. */
export async function provePhone(
  { phone, code, address }: Proof,
  now = new Date(),
): Promise<Outcome<void, ProofRefusal>> {
  if ((await countSignIn('guesses', { phone, address })) !== null) return refused('too-often')
  if (!(await useCode({ phone, code }, now))) return refused('wrong-code')
  await endSendingPause(phone)
  return done(undefined)
}

/** A fresh session for this person on the device of the request; the one that the browser had is ended. */
export async function beginSession(personId: string, request: Request): Promise<string[]> {
  const before = await findVisitor(request)
  if (before !== null) await endSession({ personId: before.personId, sessionId: before.sessionId })
  const session = await sessionStorage().getSession()
  session.set('personId', personId)
  session.set('device', deviceWords(request.headers.get('User-Agent')))
  return [await sessionStorage().commitSession(session), ...(await takeOverPreferences(personId, request))]
}

/** Ends the session of this request; answers the cookie that forgets it. */
export async function signOut(request: Request): Promise<string> {
  const visitor = await findVisitor(request)
  if (visitor !== null) await endSession({ personId: visitor.personId, sessionId: visitor.sessionId })
  return sessionStorage().destroySession(await sessionStorage().getSession())
}

async function takeIn(phone: string): Promise<{ id: string; demo: boolean }> {
  const outcome = await transact(
    { actor: { kind: 'system', name: 'sign-in' }, action: 'person.sign-in', subject: 'person' },
    async (tx, _refuse, note) => {
      const person = await findOrCreatePerson(tx, { name: firstName(), phone })
      note({ subject: `person:${person.id}`, after: { isNew: person.isNew } })
      return person
    },
  )
  if (!outcome.ok) throw new Error('signing in refuses nothing here')
  return outcome.value
}

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A name to begin with that says nothing of her and that she can change: never digits of her phone. */
function firstName(): string {
  const ending = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('')
  return `海边来客${ending}`
}

/** "Chrome · Android": so that she knows the device again. Nothing that is not known is made up. */
function deviceWords(userAgent: string | null): string {
  if (!userAgent) return ''
  const { browser, os } = Bowser.parse(userAgent)
  return [browser.name, os.name].filter(Boolean).join(' · ').slice(0, 80)
}

/** What she chose on another device comes along; what she chose here before signing in, her account keeps. */
async function takeOverPreferences(personId: string, request: Request): Promise<string[]> {
  const here = await readChosen(request)
  const person = await database().person.findUniqueOrThrow({
    where: { id: personId },
    select: { language: true, elder: true },
  })
  if (person.language === null && person.elder === null) {
    await rememberPreferences(personId, here)
    return []
  }
  const language = isLanguage(person.language) ? person.language : here.language
  return [await writePreferences({ language, elder: person.elder ?? here.elder })]
}

/** Her language and size of type, for all her devices; what she has not chosen stays as it is. */
export async function rememberPreferences(personId: string, { language, elder }: Chosen): Promise<void> {
  await database().person.update({ where: { id: personId }, data: { language, elder } })
}
