/** Serves what empty-page.ts has built, and nothing else: Express and Remix without anything of ours. */
import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import express from 'express'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const folder = process.argv[2] ?? ''
const build = (await import(pathToFileURL(path.join(folder, 'server/index.js')).href)) as ServerBuild
const app = express()
app.use('/assets', express.static(path.join(folder, 'client/assets')))
app.all('*', createRequestHandler({ build, mode: 'production' }))
const server = app.listen(0, '127.0.0.1', () => {
  process.send?.({ port: (server.address() as AddressInfo).port })
})
