import { texts } from './offline-texts.ts'

const style = `
body { margin: 0; background: #f6f8f5; color: #0f2a2f;
  font: 400 20px/1.6 'PingFang SC', 'HarmonyOS Sans SC', MiSans, 'Noto Sans CJK SC', 'Microsoft YaHei', system-ui, sans-serif; }
main { max-width: 640px; margin: 0 auto; padding: 40px 16px; }
h1 { margin: 0 0 12px; font-size: 30px; line-height: 1.5; }
ul { display: grid; gap: 12px; margin: 24px 0; padding: 0; list-style: none; }
a { display: flex; align-items: center; min-height: 60px; padding: 0 20px; border: 1px solid #71847f; border-radius: 10px;
  background: #fff; color: #0d5560; font-weight: 700; text-decoration: none; overflow-wrap: anywhere; }
a:focus-visible { outline: 3px solid #4e979d; outline-offset: 2px; }
.again { justify-content: center; border-color: #cc4029; background: #cc4029; color: #fff; }
[lang=en] { color: #55696e; }`

/** What stands in the place of a page that cannot be fetched: a word on the network, and what opens without. */
export function offlinePage(kept: readonly { path: string; title: string }[]): Response {
  const { zh, en } = texts
  const links = kept.map(({ path, title }) => `<li><a href="${path}">${title}</a></li>`).join('')
  const html = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${zh.title}</title><style>${style}</style></head>
<body><main><h1>${zh.title}</h1><p>${zh.hint}</p><p lang="en">${en.title}. ${en.hint}</p>
${links === '' ? '' : `<h2>${zh.kept} <span lang="en">${en.kept}</span></h2><ul>${links}</ul>`}
<p><a class="again" href="">${zh.again}&ensp;<span lang="en" style="color:inherit">${en.again}</span></a></p>
</main></body></html>`
  return new Response(html, { status: 503, headers })
}

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
}
