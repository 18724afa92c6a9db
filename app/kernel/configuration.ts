/** Configuration that cannot be used. The message has one clear line for each wrong value. */
export class ConfigurationError extends Error {
  override name = 'ConfigurationError'
}

/** Variables by name, as `process.env` has them. */
export type EnvironmentVariables = Record<string, string | undefined>
