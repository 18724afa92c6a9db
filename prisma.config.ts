import { defineConfig } from 'prisma/config'

// Only `prisma generate`, `validate` and `format` are used from Prisma's command; migrations have a command of ours.
export default defineConfig({ schema: 'prisma/schema' })
