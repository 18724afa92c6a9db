export { fetchTicket } from './fetch-ticket.ts'
export { useStudio } from './use-studio.ts'
