import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * A mark that two processes of one pid never share: when the process started, and in which boot of the machine.
 * Null where the process is gone (a zombie counts as gone). Source: proc(5), field 22 of `stat`; `ps` elsewhere.
 */
export function processMark(pid: number): string | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null
  return process.platform === 'linux' ? linuxMark(pid) : portableMark(pid)
}

function linuxMark(pid: number): string | null {
  const stat = readProc(`/proc/${pid}/stat`)
  // The name in brackets may itself hold spaces and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields === undefined || fields[0] === 'Z' || fields[0] === 'X') return null
  return `${fields[19]}@${readProc('/proc/sys/kernel/random/boot_id')?.trim()}`
}

function portableMark(pid: number): string | null {
  try {
    const line = execFileSync('ps', ['-o', 'lstart=,state=', '-p', String(pid)], { encoding: 'utf8' }).trim()
    return line === '' || line.endsWith('Z') ? null : line.replace(/\s+\S+$/, '')
  } catch {
    // ps answers with an error exactly when there is no such process.
    return null
  }
}

export function isAlive(pid: number): boolean {
  return processMark(pid) !== null
}

/** Whether anything bears this pid, a zombie included: to PostgreSQL that is a living process. */
export function isTaken(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** Waits until the process is gone. Answers false where it still lives after `milliseconds`. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false
    await sleep(15)
  }
  return true
}

/** Sends a signal; a process that is already gone needs none. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function readProc(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // The process ended between listing and reading.
    return null
  }
}
