/**
 * `npm start`: from a fresh clone to a running demonstration. Installs and builds what is missing or stale, then
 * becomes the server: in this very process, so that a signal, a kill or an exit code has nobody to pass through.
 */
import process from 'node:process'
import { buildIfStale } from './build.mjs'
import { checkMachine, generateDatabaseClient, installPackages, runCommand } from './prepare.mjs'

await runCommand(async () => {
  checkMachine()
  installPackages()
  generateDatabaseClient()
  await buildIfStale()
  process.env.NODE_ENV = 'production'
  process.env.DEMO ??= '1'
  process.setSourceMapsEnabled(true)
  await import(new URL('../../build/main.js', import.meta.url).href)
})
