import { existsSync } from 'node:fs'
import path from 'node:path'

const place = 'prisma/seed/clip/harbour-stall.mp4'

/** The committed clip: above this file, and above what it is bundled into. */
export function findClip(): string {
  let folder = import.meta.dirname
  while (!existsSync(path.join(folder, place)) && folder !== path.dirname(folder))
    folder = path.dirname(folder)
  return path.join(folder, place)
}
