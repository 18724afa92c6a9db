import process from 'node:process'
import { plainMessage } from '../plain-errors.ts'

/** Runs a command; what the administrator can mend is shown as one line, anything else keeps its stack. */
export async function runDatabaseCommand(main: (args: string[]) => Promise<void>): Promise<void> {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    const whole = error instanceof Error ? error.stack : String(error)
    process.stderr.write(`${plainMessage(error) ?? whole}\n`)
    process.exitCode = 1
  }
}
