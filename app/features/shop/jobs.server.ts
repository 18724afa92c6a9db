import type { Jobs } from '#app/kernel/outbox.server.ts'
import { orderJobs } from './orders/order-jobs.server.ts'
import { paymentJobs } from './payment/payment-jobs.server.ts'

/** What the outbox runs for the shops. Each may run more than once. */
export const shopJobs: Jobs = { ...orderJobs, ...paymentJobs }

/** Which of them run by the clock, as cron says it. */
export const shopCrontab: Record<string, string> = { 'shop.reconcile': '*/2 * * * *' }
