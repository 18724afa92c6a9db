const key = 'live-sound'

/** Whether she asked for sound earlier in this tab. */
export function wantsSound(): boolean {
  return storage()?.getItem(key) === 'on'
}

export function keepSound(on: boolean): void {
  storage()?.setItem(key, on ? 'on' : 'off')
}

/** Some browsers refuse storage altogether (blocked cookies): then nothing is kept, and sound starts off. */
function storage(): Storage | null {
  try {
    return window.sessionStorage
  } catch {
    return null
  }
}
