import http from 'node:http'
import type { Stall } from './stall.ts'

/** What the server answered to one request of a browser; redirects are not followed. */
export interface Answer {
  status: number
  location: string
  body: string
}

export interface Asked {
  url: string
  cookie?: string
  /** Sent as a form; without one the page is asked for. */
  form?: Record<string, string>
  agent?: http.Agent
}

/** One request as a browser without scripts sends it. Rejects where there is no answer. */
export function ask({ url, cookie, form, agent }: Asked): Promise<Answer> {
  const body = form === undefined ? undefined : new URLSearchParams(form).toString()
  const headers = {
    Accept: 'text/html',
    ...(cookie === undefined ? {} : { Cookie: cookie }),
    ...(body === undefined
      ? {}
      : {
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': String(Buffer.byteLength(body)),
          Origin: new URL(url).origin,
          'Sec-Fetch-Site': 'same-origin',
        }),
  }
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: body === undefined ? 'GET' : 'POST', headers, agent })
    request.setTimeout(20_000, () => request.destroy(new Error('no answer in time')))
    request.on('error', reject)
    request.on('response', (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location ?? '',
          body: Buffer.concat(chunks).toString(),
        }),
      )
    })
    request.end(body)
  })
}

/** Where all of them have it sent to. */
export const orderAddress = {
  ...{ recipient: '城阳的老刘', phone: '13912345678' },
  ...{ division: '370214', detail: '正阳路 1 号' },
}

/** The form of the page where a box is bought, filled in; sent again under the same key it is the same order. */
export function orderForm({ priceFen }: Pick<Stall, 'priceFen'>, key: string): Record<string, string> {
  return {
    ...{ step: 'place', key, quantity: '1', coupon: 'none', shown: String(priceFen), to: 'new' },
    ...{ ...orderAddress, province: '370000', city: '370200' },
  }
}

/** The id of the order that an answer leads to; null where it leads to none. */
export function orderOf({ location }: Answer): string | null {
  return /\/orders\/([0-9a-f-]{36})/.exec(location)?.[1] ?? null
}
