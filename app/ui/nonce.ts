import { createContext, useContext } from 'react'

const Context = createContext<string | undefined>(undefined)

/** The content policy's nonce: the server provides it, the browser has no need of it. */
export const NonceProvider = Context.Provider

export function useNonce(): string | undefined {
  return useContext(Context)
}
