import type { StudioTrouble } from './studio-view.ts'

/** Why a camera or microphone did not open, from the browser's error (mediacapture-streams 10.2). */
export function troubleOf(error: unknown, kind: 'camera' | 'microphone'): StudioTrouble {
  const missing = kind === 'camera' ? 'no-camera' : 'no-microphone'
  if (!(error instanceof DOMException)) return 'unsupported'
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'permission-refused'
    case 'NotReadableError':
    case 'AbortError':
      return kind === 'camera' ? 'camera-busy' : 'no-microphone'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return missing
    default:
      return missing
  }
}

/** What is missing before anything is tried; null where cameras can be asked for. */
export function environmentTrouble({
  secure,
  hasDevices,
  canPublish,
}: {
  secure: boolean
  hasDevices: boolean
  canPublish: boolean
}): StudioTrouble | null {
  if (!secure) return 'insecure'
  return hasDevices && canPublish ? null : 'unsupported'
}
