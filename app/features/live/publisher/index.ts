export { createPublisher } from './publisher.ts'
export type { Publisher, PublisherOptions, PublisherStats } from './publisher.ts'
export type { PublisherState } from './publisher-state.ts'
