import '@remix-run/node'

declare module '@remix-run/node' {
  /** What the server hands to every loader and action, and to the rendering. */
  interface AppLoadContext {
    cspNonce: string
    /** Where the request comes from, as far as TRUST_PROXY lets us know: to limit by, never to keep. */
    clientAddress: string
  }
}
