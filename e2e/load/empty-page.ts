import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { projectRoot } from './built-server.ts'

/** Below node_modules, so that the packages are found from it. */
const folder = path.join(projectRoot, 'node_modules/.cache/empty-page')

/** The least that Remix makes a page of: one root, one route with a heading, under the same flags as ours. */
const files: Record<string, string> = {
  'package.json': JSON.stringify({
    name: 'empty-page',
    private: true,
    type: 'module',
    // Remix reads from here which server it builds for.
    dependencies: { '@remix-run/node': '*', isbot: '*' },
  }),
  'vite.config.ts': `
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
const future = { v3_fetcherPersist: true, v3_lazyRouteDiscovery: true, v3_relativeSplatPath: true, v3_singleFetch: true, v3_throwAbortReason: true }
export default defineConfig({ plugins: [remix({ future })], build: { target: 'es2022' } })
`,
  'app/root.tsx': `
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from '@remix-run/react'
export default function Root() {
  return (
    <html lang="zh">
      <head><meta charSet="utf-8" /><Meta /><Links /></head>
      <body><Outlet /><ScrollRestoration /><Scripts /></body>
    </html>
  )
}
`,
  'app/routes/_index.tsx': `
export function loader() { return { heading: 'empty' } }
export default function Index() { return <h1>empty</h1> }
`,
}

export interface EmptyPage {
  url: string
  port: number
  stop(): void
}

/** Builds an empty Remix page with the packages that are installed, and serves it by Express in a process of its own. */
export async function startEmptyPage(): Promise<EmptyPage> {
  await rm(folder, { recursive: true, force: true })
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true })
    await writeFile(path.join(folder, name), content)
  }
  await build()
  const child = fork(path.join(import.meta.dirname, 'empty-page-server.ts'), [path.join(folder, 'build')], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return { url: `http://127.0.0.1:${port}`, port, stop: () => void child.kill('SIGKILL') }
}

async function build(): Promise<void> {
  const cli = path.join(projectRoot, 'node_modules/@remix-run/dev/dist/cli.js')
  const builder = spawn(process.execPath, [cli, 'vite:build'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: 'ignore',
  })
  const [code] = (await once(builder, 'exit')) as [number | null]
  if (code !== 0) throw new Error('the empty page could not be built')
}
