export { useStudio } from './use-studio.ts'
export type { NetworkWord, Quality, SoundWord, StudioTrouble, StudioView } from './studio-view.ts'
