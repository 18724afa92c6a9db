/** The embedded database could not be started or stopped. The message is one or a few lines for the administrator. */
export class DatabaseStartError extends Error {
  override name = 'DatabaseStartError'
}

/** Another live process holds the data folder. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError'
  readonly pid: number

  constructor(folder: string, pid: number) {
    super(
      `数据文件夹正被进程 ${pid} 使用：${folder} · The data folder is in use by process ${pid}: ${folder}. Stop that process first, or set another DATA_DIR.`,
    )
    this.pid = pid
  }
}

/** The migrations cannot be read, do not fit the database, or one of them failed. */
export class MigrationError extends Error {
  override name = 'MigrationError'
}

/** A backup or a restore cannot be done; the message says why in one line. */
export class BackupError extends Error {
  override name = 'BackupError'
}
