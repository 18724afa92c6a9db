export { createPerson, findOrCreateDemoPerson, findPersonByPhone } from './people.server.ts'
