/** The part of pino's logger that the media server uses. */
export interface MediaLog {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

export const silentLog: MediaLog = { debug() {}, info() {}, warn() {}, error() {} }
