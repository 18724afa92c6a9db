/** `npm run restore -- FILE`: a backup into an empty system. */
import path from 'node:path'
import process from 'node:process'
import { BackupError, FolderInUseError } from '../database/errors.ts'
import { folderHolder } from '../database/lock.ts'
import { restoreBackup } from '../database/restore.ts'
import { withSystem } from '../database/system.ts'
import { runDatabaseCommand } from './database-command.ts'

await runDatabaseCommand(async ([name]) => {
  if (name === undefined) throw new BackupError('npm run restore -- FILE')
  const file = path.resolve(process.env['INIT_CWD'] ?? '.', name)
  const made = await withSystem(async ({ url, dataDir, serving }) => {
    if (serving) throw new FolderInUseError(dataDir, (await folderHolder(dataDir)) ?? 0)
    return restoreBackup({ url, dataDir, file })
  })
  process.stdout.write(
    `恢复完成 · Restored the backup of ${made.createdAt}: ${made.tables} tables, ${made.rows} rows, ${made.files} files\n`,
  )
  if (!made.secrets)
    process.stdout.write(
      '备份不含密钥，请设置原来的 DATA_KEY · The backup holds no keys: set the DATA_KEY and SESSION_SECRET it was made with before starting.\n',
    )
})
