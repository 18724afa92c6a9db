import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { removeStalePid } from './cluster.ts'
import { isAlive, isTaken } from './processes.ts'

/** The pid of a process that has ended and that its parent does not collect. */
async function makeZombie(): Promise<number> {
  const parent = spawn('sh', ['-c', 'sleep 0.05 & echo $!; exec sleep 60'])
  onTestFinished(() => void parent.kill())
  const [line] = (await once(parent.stdout, 'data')) as [Buffer]
  const pid = Number(line.toString())
  await expect.poll(() => readFile(`/proc/${pid}/stat`, 'utf8')).toContain(') Z ')
  return pid
}

test.runIf(process.platform === 'linux')(
  'a killed server that is still a zombie does not keep the next one from starting',
  async () => {
    const cluster = await mkdtemp(path.join(os.tmpdir(), 'hongdao-stale-'))
    onTestFinished(() => rm(cluster, { recursive: true }))
    const pid = await makeZombie()
    expect([isAlive(pid), isTaken(pid)]).toEqual([false, true])
    await writeFile(path.join(cluster, 'postmaster.pid'), `${pid}\n${cluster}\n`)
    await removeStalePid(cluster)
    expect(existsSync(path.join(cluster, 'postmaster.pid'))).toBe(false)
  },
)
