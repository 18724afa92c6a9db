export { shopCrontab as crontab, shopJobs } from './jobs.server.ts'
