/** `npm run backup -- FILE`: every table and file in one archive, while the system serves. */
import path from 'node:path'
import process from 'node:process'
import { writeBackup } from '../database/backup.ts'
import { BackupError } from '../database/errors.ts'
import { withSystem } from '../database/system.ts'
import { runDatabaseCommand } from './database-command.ts'

await runDatabaseCommand(async ([name]) => {
  if (name === undefined) throw new BackupError('npm run backup -- FILE')
  // npm runs scripts in the project's folder; a name is meant from where it was typed.
  const file = path.resolve(process.env['INIT_CWD'] ?? '.', name)
  const made = await withSystem(({ url, dataDir }) => writeBackup({ url, dataDir, file }))
  const size = (made.bytes / 1e6).toFixed(1)
  process.stdout.write(
    `备份完成 · Backed up: ${file} (${size} MB, ${made.tables} tables, ${made.rows} rows, ${made.files} files)\n`,
  )
  process.stdout.write(
    made.secrets
      ? '备份含加密密钥和个人数据，请妥善保管 · It holds the encryption key and personal data: guard it like the system itself.\n'
      : '密钥来自环境变量，请另行保管 · SESSION_SECRET and DATA_KEY are not in it, they come from your environment: keep them, nothing personal can be read without DATA_KEY.\n',
  )
  if (process.env['S3_BUCKET'] !== undefined)
    process.stdout.write(
      '对象存储中的文件不在备份内 · Files in the object store are not in it: that store keeps its own copies.\n',
    )
})
