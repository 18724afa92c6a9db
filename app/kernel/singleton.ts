/**
 * One value per process under `name`, made on first use. The Remix build is reloaded in development and bundled
 * apart from the server, so whatever holds state (database client, room registry, jobs) lives here.
 */
export function singleton<Value>(name: string, make: () => Value): Value {
  const store = globalThis as { __hongdao?: Map<string, unknown> }
  store.__hongdao ??= new Map()
  if (!store.__hongdao.has(name)) store.__hongdao.set(name, make())
  return store.__hongdao.get(name) as Value
}

/** What `singleton(name, …)` made, or null where nobody has made it in this process. */
export function findSingleton<Value>(name: string): Value | null {
  const store = globalThis as { __hongdao?: Map<string, unknown> }
  return (store.__hongdao?.get(name) as Value | undefined) ?? null
}

/** For tests that share a process: each file begins with none. */
export function forgetSingletons(): void {
  ;(globalThis as { __hongdao?: Map<string, unknown> }).__hongdao?.clear()
}
