/** Told by name: the pages' build holds classes of its own for the same errors. */
const names = new Set([
  'BackupError',
  'CannotListenError',
  'ConfigurationError',
  'DatabaseStartError',
  'FolderInUseError',
  'MigrationError',
])

/** The message, where it is meant for the administrator and shown without a stack; else null. */
export function plainMessage(error: unknown): string | null {
  return error instanceof Error && names.has(error.name) ? error.message : null
}
