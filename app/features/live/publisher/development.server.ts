import { env } from '#app/kernel/env.server.ts'

/** Throws a 404 Response where people use the system for real: development pages exist only elsewhere. */
export function requireDevelopment(): void {
  const { demo, production } = env()
  if (production && !demo) throw new Response(null, { status: 404 })
}
