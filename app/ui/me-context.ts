import { createContext, useContext } from 'react'

/** Who is signed in on this device, as pages show her. */
export interface Me {
  name: string
  picture: string | null
  /** An opaque name for her, the same on every page: what is kept for her on this device is kept under it. */
  tag: string
  /** How much of what she was told she has not seen. */
  unreadNews: number
}

const Context = createContext<Me | null>(null)

export const MeProvider = Context.Provider

/** Null where nobody is signed in. The root hands it down. */
export function useMe(): Me | null {
  return useContext(Context)
}
