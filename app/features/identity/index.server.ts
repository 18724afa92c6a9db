export { createPerson, findOrCreateDemoPerson } from './people.server.ts'
