/** The file-length limit: no source file over 400 lines, and nine in ten at most 250. */
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { CannotGoOn, listFiles, root, runCommand } from './prepare.mjs'

const usual = 250
const longest = 400

await runCommand(() => {
  const generated = join(root, 'app', 'generated')
  const files = ['app', 'server', 'prisma', 'e2e']
    .flatMap((folder) => listFiles(join(root, folder)))
    .filter((file) => /\.(ts|tsx|mjs)$/.test(file) && !file.startsWith(generated))
    .map((file) => ({ file: relative(root, file), lines: readFileSync(file, 'utf8').split('\n').length - 1 }))
    .sort((one, other) => other.lines - one.lines)
  const long = files.filter(({ lines }) => lines > usual)
  const tooLong = files.filter(({ lines }) => lines > longest)
  const tooMany = long.length * 10 > files.length
  for (const { file, lines } of tooMany ? long : tooLong) console.error(`${file}: ${lines} lines`)
  if (tooLong.length > 0) throw new CannotGoOn(`${tooLong.length} files are longer than ${longest} lines`)
  if (tooMany) throw new CannotGoOn(`${long.length} of ${files.length} files are longer than ${usual} lines`)
})
