import { collectDefaultMetrics, Registry } from 'prom-client'
import { singleton } from './singleton.ts'

/** The process's figures for /metrics. A metric is registered here once, by who keeps it. */
export function registry(): Registry {
  return singleton('metrics', () => {
    const register = new Registry()
    collectDefaultMetrics({ register })
    return register
  })
}
