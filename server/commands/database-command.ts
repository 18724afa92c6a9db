import process from 'node:process'
import { BackupError, DatabaseStartError, FolderInUseError, MigrationError } from '../database/errors.ts'

/** Runs a command; what the administrator can mend is shown as one line, anything else keeps its stack. */
export async function runDatabaseCommand(main: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    process.stderr.write(
      `${isPlain(error) ? error.message : error instanceof Error ? error.stack : String(error)}\n`,
    )
    process.exitCode = 1
  }
}

function isPlain(error: unknown): error is Error {
  const plain = [BackupError, DatabaseStartError, FolderInUseError, MigrationError]
  return plain.some((kind) => error instanceof kind)
}
