/** What the tests need beside npm packages: a browser that plays H.264, ffmpeg and Chinese fonts. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import process from 'node:process'
import { say } from './prepare.mjs'

/** The same browser without windows first: a page costs it a quarter of the processor's time. */
const browserNames = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
]
const browserPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * Finds the browser and the programs, and installs them where that is allowed without asking (root on Debian).
 * @returns {{ browser: string | null, missing: string[] }} the browser's path and what could not be had
 */
export function prepareMachine() {
  const absent = findAbsent()
  if (absent.length > 0 && mayInstall()) installSystemPackages(absent)
  const missing = findAbsent().map((need) => need.name)
  return { browser: findBrowser(), missing }
}

function findAbsent() {
  const needs = [
    {
      name: 'Chromium',
      debian: ['chromium-headless-shell', 'chromium'],
      there: () => findBrowser() !== null,
    },
    { name: 'ffmpeg', debian: ['ffmpeg'], there: () => runs('ffmpeg', ['-version']) },
    { name: '中文字体 Chinese fonts', debian: ['fonts-noto-cjk'], there: hasChineseFonts },
  ]
  return needs.filter((need) => !need.there())
}

/** The machine's own browser before Playwright's, which plays no H.264 on some systems. */
function findBrowser() {
  const candidates = [
    process.env.CHROMIUM_PATH,
    ...browserNames.map(findProgram),
    ...browserPlaces,
    playwrightBrowser(),
  ]
  return candidates.find((path) => path && existsSync(path) && runs(path, ['--version'])) ?? null
}

function playwrightBrowser() {
  try {
    return createRequire(import.meta.url)('@playwright/test').chromium.executablePath()
  } catch {
    // Playwright knows no browser for this system: there is none to find.
    return null
  }
}

function hasChineseFonts() {
  if (process.platform !== 'linux') return true
  const listed = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' })
  return listed.error ? existsSync('/usr/share/fonts/opentype/noto') : listed.stdout.trim() !== ''
}

function mayInstall() {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version') && findProgram('apt-get') !== null
}

/** Of each need the first package that can be had. @param {{ debian: string[] }[]} absent */
function installSystemPackages(absent) {
  const names = absent.map(({ debian }) => debian[0]).join(' ')
  say(`正在安装系统软件：${names}…`, `Installing system packages: ${names}…`)
  runAptGet('update')
  for (const { debian } of absent)
    debian.some((name) => runAptGet('install', '-y', '--no-install-recommends', name))
}

/** @param {string[]} words */
function runAptGet(...words) {
  const { status, stderr } = spawnSync('apt-get', ['-q', ...words], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64e6,
  })
  if (status !== 0) process.stderr.write(stderr)
  return status === 0
}

/** @param {string} name */
function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(':')
  return folders.map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? null
}

/** @param {string} program @param {string[]} args */
function runs(program, args) {
  return spawnSync(program, args, { stdio: 'ignore', timeout: 30_000 }).status === 0
}
