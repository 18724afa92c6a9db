/** What neighbours show of this feature: what plays a recording, whose player loads only where it is shown. */
export { openReplay } from './player/replay-source.ts'
