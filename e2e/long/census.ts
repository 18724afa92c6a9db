import { readFile, readdir, readlink } from 'node:fs/promises'

export interface Census {
  /** Processes that stand in the folder or name it when started. */
  all: number[]
  /** Those among them that no other of them has started: one for each running PostgreSQL. */
  heads: number[]
}

/** Which processes of this machine belong to a database folder, from /proc (Linux). */
export async function countProcesses(folder: string): Promise<Census> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const mine = await Promise.all(pids.map(async (pid) => ((await standsIn(pid, folder)) ? pid : null)))
  const all = mine.filter((pid) => pid !== null)
  const parents = await Promise.all(all.map(parentOf))
  return { all, heads: all.filter((_, index) => !all.includes(parents[index] ?? 0)) }
}

async function standsIn(pid: number, folder: string): Promise<boolean> {
  // A process may end while it is being looked at: then it belongs to nobody.
  const place = await readlink(`/proc/${pid}/cwd`).catch(() => '')
  return place === folder || place.startsWith(`${folder}/`)
}

async function parentOf(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0)
}
