import type { TextsLike } from '#app/kernel/i18n/texts.ts'
import type { zh } from './rooms-admin-texts.zh.ts'

export const en: TextsLike<typeof zh> = {
  title: 'Live rooms',
  hint: 'Open a room for a host; see which there are',
  openOne: 'Open a live room',
  phone: 'The host’s phone',
  phoneHint: 'She signs in and goes live with this phone.',
  hostName: 'The host’s name',
  hostNameHint: 'Where somebody has this phone already, she keeps her own name.',
  roomTitle: 'What the room is called',
  place: 'Where it is',
  placeDefault: 'Hongdao',
  slug: 'Its name in the address',
  slugHint: 'Lower-case letters, digits and hyphens; it cannot be changed later.',
  slugInvalid: 'Only lower-case letters, digits and hyphens',
  slugTaken: 'There is a room of this name already',
  reason: 'Why she may broadcast to everybody at once (optional)',
  reasonHint:
    'Without one, her certificate of the course opens it. With one she need not wait for it; the reason is kept on the record.',
  open: 'Open the room',
  opened: '“{{title}}” is open',
  openedHint:
    'The host signs in on her phone and goes live. For OBS, keep the stream key now: it is shown this once.',
  watchAt: 'Where everybody watches',
  server: 'OBS server',
  streamKey: 'OBS stream key',
  rooms: 'Rooms there are',
  none: 'There is no room yet',
  noneHint: 'Fill in the lines above to open the first.',
  hostOf: 'Host: {{name}}',
  phoneEnds: 'phone ending in {{digits}}',
  closed: 'Not public',
  nextPage: 'Next page',
}
