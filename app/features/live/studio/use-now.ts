export { useNow, useServerClock } from '#app/ui/use-now.ts'
