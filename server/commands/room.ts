/** `npm run room -- create --slug SLUG --title TITLE --host NAME …` and `npm run room -- key SLUG` */
import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { PhoneNumber } from '#app/features/identity/index.forms.ts'
import { findRoomBySlug, openRoomForHost, rotateStreamKey } from '#app/features/live/index.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { ensureSecrets, env } from '#app/kernel/env.server.ts'
import { deployMigrations } from '../database/migrate.ts'
import { withSystem } from '../database/system.ts'
import { runDatabaseCommand } from './database-command.ts'

const usage = `开直播间 · Make a live room
  npm run room -- create --slug red-island --title "红岛大姐海鲜店" --host "王大姐" [--place 红岛渔港] [--phone 139…] [--cover /art/scene-stall.svg]
换推流码 · Change its stream key
  npm run room -- key red-island

--slug   网址里的名字：小写字母、数字和短横 · its name in the address: lower-case letters, digits, hyphens
--host   主播的名字；给出 --phone 时，已有的人不再重建 · the host's name; with --phone someone known is not made again
`

const actor = { kind: 'system', name: 'command' } as const
/** Why its host may go on air: it stays with her privilege. */
const reason = '由命令开的直播间 · made by command'

const New = z.object({
  slug: z.string({ error: '请给出 --slug · --slug is missing' }).regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    error: '--slug 只能用小写字母、数字和短横 · --slug takes lower-case letters, digits and hyphens',
  }),
  title: z.string({ error: '请给出 --title · --title is missing' }).trim().min(1).max(60),
  host: z.string({ error: '请给出 --host · --host is missing' }).trim().min(1).max(40),
  place: z.string().trim().min(1).max(60).default('红岛'),
  phone: z
    .string()
    .transform((text) => PhoneNumber.safeParse(text).data ?? '')
    .optional(),
  cover: z.string().startsWith('/').optional(),
})

await runDatabaseCommand(async (words) => {
  const { values, positionals, unknown } = readWords(words)
  if (unknown !== undefined) fail(`没有 --${unknown} 这一项 · There is no option --${unknown}\n`)
  const [task, slug] = unknown === undefined ? positionals : ['help']
  if (task === 'create') return inSystem(() => create(values))
  if (task === 'key' && slug !== undefined) return inSystem(() => changeKey(slug))
  process.stdout.write(usage)
  if (task !== undefined && task !== 'help') process.exitCode = 1
})

function readWords(words: string[]) {
  const options = Object.fromEntries(
    Object.keys(New.shape).map((name) => [name, { type: 'string' as const }]),
  )
  const { values, positionals } = parseArgs({ args: words, allowPositionals: true, strict: false, options })
  const unknown = Object.keys(values).find((name) => !(name in New.shape))
  return { values, positionals, unknown }
}

/** Works on the system that the environment describes, running or not, with its own keys. */
function inSystem(work: () => Promise<void>): Promise<void> {
  return withSystem(async ({ url, dataDir, serving }) => {
    if (!serving) await deployMigrations(url)
    Object.assign(process.env, ensureSecrets(dataDir, process.env), { DATABASE_URL: url, DATA_DIR: dataDir })
    env()
    try {
      await work()
    } finally {
      await database().$disconnect()
    }
  })
}

async function create(values: Record<string, unknown>): Promise<void> {
  const parsed = New.safeParse(values)
  if (!parsed.success) return fail(parsed.error.issues.map(({ message }) => message).join('\n'))
  const { slug, title, place, host: name, cover, phone } = parsed.data
  if (phone === '') return fail('--phone 不是手机号 · --phone is not a mobile number')
  if (cover !== undefined && !existsSync(path.join('public', cover)))
    return fail(`没有这张封面：public${cover} · There is no such cover: public${cover}`)
  if (await findRoomBySlug(slug)) return fail(taken(slug))
  const host = { name, phone }
  const made = await openRoomForHost({ slug, title, place, coverArt: cover, host, reason }, { actor })
  if (!made.ok) return fail(taken(slug))
  say(`直播间开好了 · The room is there: ${env().publicUrl}/live/${slug}`)
  showKey(made.value.streamKey)
}

function taken(slug: string): string {
  return `已经有叫 ${slug} 的直播间 · There is a room called ${slug} already`
}

async function changeKey(slug: string): Promise<void> {
  const rotated = await rotateStreamKey({ roomSlug: slug, actor })
  if (!rotated.ok) return fail(`没有叫 ${slug} 的直播间 · There is no room called ${slug}`)
  say('旧推流码从下次连接起失效 · The old key no longer works from the next connection on')
  showKey(rotated.value.streamKey)
}

function showKey(streamKey: string): void {
  const { hostname } = new URL(env().publicUrl)
  say('推流码只显示这一次，请马上存好 · The stream key is shown this once: keep it now')
  say(`  OBS 服务器 · server      rtmp://${hostname}:${env().rtmpPort}/live`)
  say(`  OBS 推流码 · stream key  ${streamKey}`)
}

function fail(line: string): void {
  process.stderr.write(`${line}\n`)
  process.exitCode = 1
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
