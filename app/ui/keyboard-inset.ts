import { useEffect } from 'react'

/**
 * While `active`, keeps `--keyboard` on the page: how many pixels of its height the phone's own keyboard covers. Some
 * browsers lay the keyboard over the page instead of making the page smaller; there a bar at the bottom needs this.
 */
export function useKeyboardInset(active: boolean): void {
  useEffect(() => {
    const seen = window.visualViewport
    if (!active || seen === null) return
    const page = document.documentElement
    const measure = () => {
      const covered = window.innerHeight - seen.height - seen.offsetTop
      // A pinch makes what is seen smaller too: then nothing is moved.
      page.style.setProperty(
        '--keyboard',
        seen.scale > 1.05 ? '0px' : `${Math.max(0, Math.round(covered))}px`,
      )
    }
    measure()
    seen.addEventListener('resize', measure)
    seen.addEventListener('scroll', measure)
    return () => {
      seen.removeEventListener('resize', measure)
      seen.removeEventListener('scroll', measure)
      page.style.removeProperty('--keyboard')
    }
  }, [active])
}
