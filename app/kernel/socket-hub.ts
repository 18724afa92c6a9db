import { findSingleton } from './singleton.ts'

/** One page's open socket, as features see it. */
export interface SocketConnection {
  readonly id: string
  /** The Cookie header of the handshake: who is speaking comes from here, never from what is said. */
  readonly cookie: string | null
  readonly address: string
  isOpen(): boolean
  tell(event: string, content: unknown): void
  join(group: string): void
  leave(group: string): void
  /** Cuts the line; the page connects anew by itself. */
  cut(): void
}

/** What the process's socket server does for features. server/main.ts registers it as `socket-hub`. */
export interface SocketHub {
  /**
   * Sends to every connection of a group, encoded once. One that is behind with what was sent before is left out: it
   * learns from the next count that it has missed something, and asks for it. One message has 100 kB at the most.
   */
  tellGroup(group: string, event: string, content: unknown): void
}

/** The hub of this process; null in commands, which have none. */
export function socketHub(): SocketHub | null {
  return findSingleton<SocketHub>('socket-hub')
}
