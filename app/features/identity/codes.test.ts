import fc from 'fast-check'
import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { dropCode, makeCode, useCode } from './codes.server.ts'
import { codeLife, mostTries } from './sign-in.ts'

beforeEach(freshDatabase)

const phones = ['13912345678', '13987654321'] as const
const wrongOf = (code: string) => (code === '000000' ? '000001' : '000000')

async function send(phone: string, now?: Date): Promise<string> {
  return (await makeCode(phone, now)).code
}

interface Known {
  code: string
  expires: number
  tries: number
}

const step = fc.oneof(
  fc.record({ do: fc.constant('send' as const), who: fc.nat(1) }),
  fc.record({ do: fc.constant('right' as const), who: fc.nat(1) }),
  fc.record({ do: fc.constant('wrong' as const), who: fc.nat(1) }),
  fc.record({ do: fc.constant('old' as const), who: fc.nat(1) }),
  fc.record({ do: fc.constant('swapped' as const), who: fc.nat(1) }),
  fc.record({ do: fc.constant('wait' as const), who: fc.constant(0) }),
)

test('whatever is sent, guessed and waited for, a code opens exactly when it is newest, hers, fresh, unused and within its tries', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      await database().signInCode.deleteMany()
      let now = Date.UTC(2026, 8, 6)
      const newest: (Known | null)[] = [null, null]
      const before: string[] = ['', '']
      for (const { do: what, who } of steps) {
        now += what === 'wait' ? codeLife / 2 : 1000
        const known = newest[who] ?? null
        if (what === 'wait') continue
        if (what === 'send') {
          before[who] = known?.code ?? ''
          newest[who] = {
            code: await send(phones[who] ?? '', new Date(now)),
            expires: now + codeLife,
            tries: mostTries,
          }
          continue
        }
        const tried = {
          right: known?.code ?? '123456',
          wrong: wrongOf(known?.code ?? ''),
          old: before[who] ?? '',
          swapped: newest[1 - who]?.code ?? '654321',
        }[what]
        const opens = known !== null && known.tries > 0 && known.expires > now && tried === known.code
        if (known !== null && known.expires > now && known.tries > 0)
          known.tries = opens ? 0 : known.tries - 1
        expect(await useCode({ phone: phones[who] ?? '', code: tried }, new Date(now)), what).toBe(opens)
      }
    }),
    { numRuns: 15 },
  )
}, 90_000)

test('of codes that were made at the same time only one counts, with five tries in all', async () => {
  const codes = await Promise.all(Array.from({ length: 8 }, () => send(phones[0])))
  const opened: string[] = []
  for (const code of codes) if (await useCode({ phone: phones[0], code })) opened.push(code)
  expect(opened.length).toBeLessThanOrEqual(1)
  expect(
    await database().signInCode.count({ where: { triesLeft: { lt: mostTries, gt: 0 } } }),
  ).toBeLessThanOrEqual(1)
})

test('codes are six digits, and those of yesterday are gone', async () => {
  const today = new Date()
  await send(phones[1], new Date(today.getTime() - 2 * 24 * 60 * 60_000))
  expect(await send(phones[0], today)).toMatch(/^\d{6}$/)
  expect(await database().signInCode.count()).toBe(1)
})

test('a code that was not sent leaves the one before it as good as it was', async () => {
  const [first, later] = [new Date(), new Date(Date.now() + 1000)]
  const code = await send(phones[0], first)
  await dropCode(await makeCode(phones[0], later))
  expect(await useCode({ phone: phones[0], code }, later)).toBe(true)
})
