import { useRevalidator } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { within } from '#app/ui/within.ts'
import type { SellerState } from './order-view.ts'

type Counts = Record<SellerState, number>

/** So often the counts are asked for while the page is seen, in milliseconds: a new order shows within two seconds. */
const askEvery = 1500

/**
 * Keeps the list fresh: a small question about the counts every moment, and the whole page only where they changed.
 * Answers how many came to be sent while she was looking.
 */
export function useNewOrders(counts: Counts): number {
  const { revalidate } = useRevalidator()
  const [arrived, setArrived] = useState(0)
  const shown = useRef(counts)
  useEffect(() => {
    const more = counts.paid - shown.current.paid
    if (more > 0) setArrived((before) => before + more)
    shown.current = counts
  }, [counts])
  useEffect(() => {
    let asking = false
    const ask = async () => {
      if (asking || document.hidden || !navigator.onLine) return
      asking = true
      const now = await fetchCounts()
      asking = false
      if (now !== null && differ(now, shown.current)) revalidate()
    }
    const soon = () => void ask()
    const timer = setInterval(soon, askEvery)
    document.addEventListener('visibilitychange', soon)
    window.addEventListener('online', soon)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', soon)
      window.removeEventListener('online', soon)
    }
  }, [revalidate])
  return arrived
}

/** Null where nothing came through: past Remix's router, which would take the page away for it. */
async function fetchCounts(): Promise<Counts | null> {
  try {
    return await within(5000, async (signal) => {
      const answer = await fetch('/sell/orders/counts', { redirect: 'error', signal })
      return answer.ok ? ((await answer.json()) as Counts) : null
    })
  } catch {
    return null
  }
}

function differ(some: Counts, others: Counts): boolean {
  return (Object.keys(some) as SellerState[]).some((state) => some[state] !== others[state])
}
