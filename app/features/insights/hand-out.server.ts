import { runInWorker } from '#app/kernel/workers.server.ts'
import type { Sheet } from './sheet.ts'

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Sheets as a workbook to keep, under this name. */
export async function handOut(sheets: readonly Sheet[], name: string): Promise<Response> {
  const book = await runInWorker<Uint8Array>('figures', sheets)
  return new Response(Buffer.from(book), {
    headers: {
      'Content-Type': workbook,
      'Content-Disposition': `attachment; filename="figures.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  })
}
