import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { env } from '#app/kernel/env.server.ts'

/** Kept free for the database and for recordings, in bytes. */
const keptFree = 2 * 1024 * 1024 * 1024

/**
 * Where films grow piece by piece until they are prepared. Not among the files: a backup does without what is only half
 * there. It is on this machine's disk, also where finished files go to an object store.
 */
export async function uploadsFolder(): Promise<string> {
  const folder = path.join(env().dataDir, 'uploads')
  await mkdir(folder, { recursive: true })
  return folder
}

/** Where the pieces of an upload stand as one file. */
export async function uploadPlace(filmId: string): Promise<string> {
  return path.join(await uploadsFolder(), filmId)
}

/** Where one run makes what is kept of it: another run, after a crash or beside it, has places of its own. */
export async function workPlaces(filmId: string): Promise<{ prepared: string; poster: string }> {
  const place = `${await uploadPlace(filmId)}.${randomUUID()}`
  return { prepared: `${place}.mp4`, poster: `${place}.jpg` }
}

/** How much has arrived, in bytes; 0 where there is nothing. */
export async function arrivedBytes(filmId: string): Promise<number> {
  return stat(await uploadPlace(filmId)).then(
    ({ size }) => size,
    () => 0,
  )
}

/** All that lies there of a film: its pieces, what is said of them, what was made of them. */
export async function removeUpload(filmId: string): Promise<void> {
  const folder = await uploadsFolder()
  const names = (await readdir(folder)).filter((name) => name === filmId || name.startsWith(`${filmId}.`))
  for (const name of names) await rm(path.join(folder, name), { force: true })
}

/** Whether a film of so many bytes fits: as it comes, and once more as it is prepared and kept. */
export async function hasRoomFor(bytes: number): Promise<boolean> {
  return statfs(await uploadsFolder()).then(
    ({ bavail, bsize }) => bavail * bsize > 3 * bytes + keptFree,
    () => false,
  )
}
