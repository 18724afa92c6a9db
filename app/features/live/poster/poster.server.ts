import type { TFunction } from 'i18next'
import type { Language } from '#app/kernel/i18n/languages.ts'
import type { RoomView } from '../rooms.ts'
import { qrSvgOf } from '../qr-code.server.ts'
import { sayWhen } from '../times.ts'
import type { Poster } from './poster.ts'

/** The namespaces that a poster's words come from. */
export const posterTexts = ['chat', 'live', 'common'] as const

/** A room's poster, whose code leads to `url`. */
export async function posterOf({
  room,
  url,
  language,
  t,
  now = Date.now(),
}: {
  room: RoomView
  url: string
  language: Language
  t: TFunction<typeof posterTexts>
  now?: number
}): Promise<Poster> {
  const live = room.state === 'on-air' || room.state === 'interrupted'
  const soon =
    room.state === 'soon' && room.nextBroadcastAt !== null
      ? sayWhen(room.nextBroadcastAt, now, language)
      : null
  return {
    title: room.broadcast?.title ?? room.title,
    host: room.host.name,
    portrait: room.host.picture,
    cover: room.cover,
    place: room.place,
    when: live ? t('poster.onAirNow') : soon && t('live:room.soon', { time: soon }),
    live,
    brand: t('common:appName'),
    scan: t('poster.scan'),
    code: await qrSvgOf(url, { margin: 1 }),
  }
}
