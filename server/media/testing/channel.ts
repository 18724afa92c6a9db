import { Channel } from '../channel.ts'
import type { ChannelOptions } from '../channel.ts'
import type { Frame } from '../frames.ts'
import { silentLog } from '../log.ts'
import { fakeTracks, filmed, regularShots } from './publisher.ts'

/** A moment that the tests' publishers call 0. */
export const EPOCH = Date.UTC(2024, 4, 1, 6)

export function openChannel(folder: string, options: Partial<ChannelOptions> = {}): Promise<Channel> {
  return Channel.open({
    name: 'harbour',
    recording: 'broadcast-1',
    folder,
    open: true,
    resume: false,
    log: silentLog,
    ...options,
  })
}

/** A publisher's session of so many regular seconds, with sound. */
export function publish(
  channel: Channel,
  options: { seconds: number; start?: number; fps?: number },
): Frame[] {
  const { seconds, start = 0, fps = 30 } = options
  const frames = filmed(regularShots({ fps, seconds, gop: fps * 2 }), 48_000, start * 1e6)
  channel.configure(fakeTracks(48_000), EPOCH)
  for (const frame of frames) channel.write(frame)
  return frames
}
