export { shopCrontab as crontab, shopJobs } from './jobs.server.ts'
export { boughtInRoom, findBroadcastFigures } from './orders/order-figures.server.ts'
