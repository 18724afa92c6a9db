/** `npm run build`: the generated database client, the Remix build, and the server bundled into build/main.js. */
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import {
  CannotGoOn,
  checkMachine,
  generateDatabaseClient,
  hashFiles,
  installPackages,
  listFiles,
  quietToolEnvironment,
  readStamp,
  root,
  runCommand,
  runNodeQuietly,
  say,
} from './prepare.mjs'

const buildFolder = join(root, 'build')
const builtStamp = join(buildFolder, '.sources')
const sourceFolders = ['app', 'server', 'prisma/schema', 'public']
const sourceFiles = [
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'remix.config.js',
  'tsconfig.json',
]

/** Builds unless the build on disk was made from exactly these sources. */
export async function buildIfStale() {
  const sources = hashSources()
  if (readStamp(builtStamp) === sources && existsSync(join(buildFolder, 'main.js'))) return
  say('正在构建…', 'Building…')
  await build(sources)
}

async function build(sources = hashSources()) {
  // Without its stamp a build that was cut short is never taken for a whole one.
  rmSync(builtStamp, { force: true })
  /** @type {NodeJS.ProcessEnv} */
  const environment = { ...quietToolEnvironment, NODE_ENV: 'production' }
  if (!runNodeQuietly(['node_modules/@remix-run/dev/dist/cli.js', 'vite:build'], environment)) {
    throw new CannotGoOn('页面构建失败，原因见上 · Building the pages failed, the reason is above')
  }
  await bundleServer()
  await bundleServiceWorker()
  writeFileSync(builtStamp, sources)
}

/**
 * Bundles what runs the process. Packages stay outside; `#app/…` and `#server/…` are ours and go in, although
 * they look like packages. What is imported under a computed name (the Remix build, Vite) stays a run-time import.
 */
async function bundleServer() {
  // Parts carry a hash of their content: those of the build before would stay for ever.
  for (const name of readdirSync(buildFolder)) if (/\.js(\.map)?$/.test(name)) rmSync(join(buildFolder, name))
  rmSync(join(buildFolder, 'workers'), { recursive: true, force: true })
  const { build: bundle } = await import('esbuild')
  const bundled = await bundle({
    absWorkingDir: root,
    entryPoints: { main: 'server/main.ts', ...workerEntries() },
    outdir: 'build',
    bundle: true,
    // What only some installations need (the client of S3) is read when it is needed.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [ownImports],
  }).catch(() => null)
  // esbuild has shown by itself what it did not like.
  if (bundled === null)
    throw new CannotGoOn('服务器打包失败，原因见上 · Bundling the server failed, the reason is above')
}

/** What phones keep running beside our pages, in one file at the top: a worker rules over what lies beside and under it. */
async function bundleServiceWorker() {
  const { build: bundle } = await import('esbuild')
  const bundled = await bundle({
    absWorkingDir: root,
    entryPoints: { 'service-worker': 'app/service-worker/main.ts' },
    outdir: 'build/client',
    bundle: true,
    minify: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
    define: { 'process.env.NODE_ENV': '"production"' },
  }).catch(() => null)
  if (bundled === null)
    throw new CannotGoOn(
      '离线部分打包失败，原因见上 · Bundling the service worker failed, the reason is above',
    )
}

/** Each thread for heavy work is a file of its own beside the server: workers/NAME.js. @returns {Record<string, string>} */
function workerEntries() {
  const suffix = '-worker.server.ts'
  const files = listFiles(join(root, 'app', 'features')).filter((file) => file.endsWith(suffix))
  return Object.fromEntries(files.map((file) => [`workers/${basename(file, suffix)}`, file]))
}

/** @type {import('esbuild').Plugin} */
const ownImports = {
  name: 'own-imports',
  setup(build) {
    build.onResolve({ filter: /^#(app|server|prisma)\// }, ({ path }) => ({
      path: join(root, path.slice(1)),
    }))
    build.onResolve({ filter: /^virtual:/ }, ({ path }) => ({ path, external: true }))
  },
}

/** Tests and generated files do not change what is served. */
function hashSources() {
  const files = sourceFolders.flatMap((folder) => listFiles(join(root, folder)))
  const generated = join(root, 'app', 'generated')
  const shipped = files.filter((file) => !file.startsWith(generated) && !/\.test\.tsx?$/.test(file))
  return hashFiles([...shipped, ...sourceFiles.map((file) => join(root, file))])
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runCommand(async () => {
    checkMachine()
    installPackages()
    generateDatabaseClient()
    await build()
  })
}
