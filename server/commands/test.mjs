/**
 * `npm test`: everything that continuous integration runs, from a fresh clone. `--quick` (`npm run validate`) leaves
 * out what needs a browser or a build. The last line is the sum of what the runners reported.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { prepareMachine } from './machine.mjs'
import {
  checkMachine,
  generateDatabaseClient,
  installPackages,
  quietToolEnvironment,
  root,
  runCommand,
  say,
} from './prepare.mjs'
import { failuresOf, measuredBy, tallyCheck, tallyPlaywright, tallyVitest } from './tally.mjs'

/** @typedef {{ name: string, args: string[], variables?: Record<string, string>, shown?: boolean, tally?: (passed: boolean) => import('./tally.mjs').Tally }} Step */

const results = join(root, 'test-results')
const vitestReport = join(results, 'vitest.json')

/** Settings of a real installation on this machine must never reach the tests. */
const settings =
  /^(HOST|PORT|RTMP_PORT|DATA_DIR|DATABASE_URL|REDIS_URL|S3_.*|STRIPE_.*|SESSION_SECRET|DATA_KEY|SMS_.*|PUBLIC_URL|TLS_.*|TRUST_PROXY|DEMO|NODE_ENV|LOG_LEVEL|METRICS_TOKEN)$/

/**
 * In two processes: the types of all files together came to the four gigabytes that Node gives one, and most of the time
 * went into looking for room.
 * @param {string} name @param {string} part @param {string[]} words @returns {Step}
 */
function lint(name, part, words) {
  const cache = `--cache-location=node_modules/.cache/eslint/${part}`
  return { name, args: ['node_modules/eslint/bin/eslint.js', '--cache', cache, '--max-warnings=0', ...words] }
}

/** @type {Step[]} */
const checks = [
  lint('规范，各功能 lint, features', 'features', ['app/features']),
  lint('规范，其余 lint, the others', 'others', ['--ignore-pattern=app/features/', '.']),
  {
    name: '格式 format',
    args: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  },
  { name: '类型 types', args: ['node_modules/typescript/bin/tsc'] },
  {
    name: '层次 storeys',
    args: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      'app',
      'server',
      'prisma',
      'e2e',
      '--config',
      '.dependency-cruiser.cjs',
    ],
  },
  { name: '冗余 dead code', args: ['node_modules/knip/bin/knip.js'] },
  { name: '文件长度 file lengths', args: ['server/commands/lengths.mjs'] },
]

/** @returns {Step} */
function unitTests() {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`]
  return {
    name: '单元与集成 unit and integration',
    args: ['node_modules/vitest/vitest.mjs', 'run', ...reporters],
    shown: true,
    tally: (passed) => tallyVitest(vitestReport, passed),
  }
}

/** @type {Step} */
const migrations = {
  name: '数据库迁移 migrations',
  args: ['--import', 'tsx', 'server/commands/migrate.ts', 'check'],
}
/** @type {Step} */
const building = { name: '构建 build', args: ['server/commands/build.mjs'] }
/**
 * Video is decoded in software: two such journeys at once would measure each other. The others go two at a time.
 * @param {string} name @param {string} report @param {string[]} words @returns {Step & { report: string }}
 */
function journeys(name, report, words) {
  const file = join(results, report)
  return {
    name,
    args: ['node_modules/@playwright/test/cli.js', 'test', ...words],
    variables: { PLAYWRIGHT_REPORT: file },
    shown: true,
    report: file,
    tally: (passed) => tallyPlaywright(file, passed),
  }
}

const allJourneys = [
  journeys('端到端，有画面 end to end, with pictures', 'playwright-video.json', ['--project=video']),
  journeys('端到端，其余 end to end, the others', 'playwright-pages.json', [
    '--project=phone',
    '--project=desktop',
    '--workers=2',
  ]),
]

await runCommand(async () => {
  checkMachine()
  installPackages()
  generateDatabaseClient()
  rmSync(results, { recursive: true, force: true })
  mkdirSync(results, { recursive: true })
  const sum = process.argv.includes('--quick') ? await runQuick() : await runAll()
  // Said again at the end: of a long run often only its end is kept.
  const reports = [vitestReport, ...allJourneys.map(({ report }) => report)]
  for (const line of reports.flatMap(failuresOf)) console.log(`✗ ${line.replace(`${root}/`, '')}`)
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : ''
  console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`)
  if (sum.failed > 0 || sum.passed === 0) process.exitCode = 1
})

async function runQuick() {
  const variables = environment({})
  return add(await runTogether(checks, variables), await runStep(unitTests(), variables))
}

async function runAll() {
  const machine = prepareMachine()
  if (machine.missing.length > 0) {
    const missing = machine.missing.join('、')
    say(`缺少：${missing}，请安装后再运行`, `Missing: ${machine.missing.join(', ')}: install and run again`)
  }
  const variables = environment(machine.browser === null ? {} : { CHROMIUM_PATH: machine.browser })
  const checked = await runTogether(checks, variables)
  const first = await runSteps([unitTests(), migrations], variables)
  const built = await runStep(building, variables)
  // Journeys through a build that failed would only repeat the failure.
  const ready = built.failed === 0 && machine.browser !== null
  if (!ready) say('端到端未运行', 'End to end was not run')
  const last = ready ? await runSteps(allJourneys, variables) : tallyCheck(false)
  for (const { report } of allJourneys) for (const line of measuredBy(report)) console.log(`  ${line}`)
  return [checked, first, built, last].reduce(add)
}

/** @param {Step[]} steps @param {NodeJS.ProcessEnv} variables */
async function runSteps(steps, variables) {
  let sum = { passed: 0, failed: 0, skipped: 0 }
  for (const step of steps) sum = add(sum, await runStep(step, variables))
  return sum
}

/** Checks that share nothing, two at a time. @param {Step[]} steps @param {NodeJS.ProcessEnv} variables */
async function runTogether(steps, variables) {
  const left = [...steps]
  /** @type {import('./tally.mjs').Tally[]} */
  const tallies = []
  const work = async () => {
    for (let step = left.shift(); step !== undefined; step = left.shift())
      tallies.push(await runStep(step, variables))
  }
  await Promise.all([work(), work()])
  return tallies.reduce(add)
}

/** @param {Step} step @param {NodeJS.ProcessEnv} variables */
async function runStep(step, variables) {
  if (step.shown) console.log(`… ${step.name}`)
  const began = performance.now()
  const { code, printed } = await runNode(step.args, { ...variables, ...step.variables }, step.shown === true)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  const passed = code === 0
  if (!passed) process.stdout.write(printed)
  console.log(`${passed ? '✓' : '✗'} ${step.name} ${seconds} s`)
  return step.tally?.(passed) ?? tallyCheck(passed)
}

/** @param {string[]} args @param {NodeJS.ProcessEnv} env @param {boolean} shown @returns {Promise<{ code: number | null, printed: Buffer }>} */
function runNode(args, env, shown) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env,
      stdio: ['ignore', shown ? 'inherit' : 'pipe', shown ? 'inherit' : 'pipe'],
    })
    /** @type {Buffer[]} */
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    const pass = (/** @type {NodeJS.Signals} */ signal) => child.kill(signal)
    process.once('SIGTERM', pass)
    child.once('error', reject)
    child.once('close', (code) => {
      process.removeListener('SIGTERM', pass)
      resolve({ code, printed: Buffer.concat(chunks) })
    })
  })
}

/** @param {Record<string, string>} extra @returns {NodeJS.ProcessEnv} */
function environment(extra) {
  const kept = Object.entries(quietToolEnvironment).filter(([name]) => !settings.test(name))
  return { ...Object.fromEntries(kept), ...extra, NODE_ENV: 'test', CI: '1', NO_UPDATE_NOTIFIER: '1' }
}

/** @param {import('./tally.mjs').Tally} one @param {import('./tally.mjs').Tally} other */
function add(one, other) {
  return {
    passed: one.passed + other.passed,
    failed: one.failed + other.failed,
    skipped: one.skipped + other.skipped,
  }
}
