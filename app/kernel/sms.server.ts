import { env, type Env } from './env.server.ts'
import { log } from './log.server.ts'
import { singleton } from './singleton.ts'

/** A sign-in code on its way; the phone has eleven digits. */
export interface CodeMessage {
  phone: string
  code: string
}

/** How codes reach phones: `demo` shows them on the page, `none` where the administrator has not set it up yet. */
export function smsWay(config: Pick<Env, 'demo' | 'sms'> = env()): 'demo' | 'provider' | 'none' {
  if (config.sms !== undefined) return 'provider'
  return config.demo ? 'demo' : 'none'
}

/** What the demo would have sent, by phone: the newest code alone. */
function demoOutbox(): Map<string, string> {
  return singleton('sms-outbox', () => new Map<string, string>())
}

/** The code that the demo sent to this phone last; null on a real system. */
export function readDemoCode(phone: string): string | null {
  return smsWay() === 'demo' ? (demoOutbox().get(phone) ?? null) : null
}

const mostKept = 100

/** Sends a code. `refused` where the provider did not take it, or cannot be reached: neither phone nor code is logged. */
export async function sendCodeMessage(
  message: CodeMessage,
  config: Env = env(),
): Promise<'sent' | 'refused'> {
  switch (smsWay(config)) {
    case 'none':
      return 'refused'
    case 'demo': {
      const outbox = demoOutbox()
      outbox.delete(message.phone)
      outbox.set(message.phone, message.code)
      for (const phone of [...outbox.keys()].slice(0, -mostKept)) outbox.delete(phone)
      return 'sent'
    }
    case 'provider': {
      // The SDK is large, and only a system that sends has it in memory.
      const { sendByAlibaba } = await import('./sms-alibaba.server.ts')
      const answer = await sendByAlibaba(message, config)
      if (answer !== 'OK') log.warn({ answer }, 'a text message was not taken')
      return answer === 'OK' ? 'sent' : 'refused'
    }
  }
}
