import '@remix-run/node'

declare module '@remix-run/node' {
  /** What the server hands to every loader and action, and to the rendering. */
  interface AppLoadContext {
    cspNonce: string
  }
}
