import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'
import { compression } from 'vite-plugin-compression2'
import remixConfig from './remix.config.js'

declare module '@remix-run/node' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig(({ isSsrBuild }) => ({
  plugins: [
    remix(remixConfig),
    // Assets are compressed once, at build: the server only picks the file that the browser takes.
    !isSsrBuild &&
      compression({ algorithms: ['gzip', 'brotliCompress'], include: /\.(js|css|svg|json|wasm)$/ }),
  ],
  build: { target: 'es2022', assetsInlineLimit: 0 },
}))
