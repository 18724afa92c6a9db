import { useEffect, useRef, useState } from 'react'
import { newKey } from '../chat/pending-messages.ts'
import type { RoomLine } from '../chat/room-line.ts'
import { claimKey, whyOf, type ClaimState } from './claims.ts'

export interface Claims {
  of: (coupon: string) => ClaimState | null
  press: (coupon: { id: string; mustFollow: boolean }) => void
  /** She did not sign in: then nothing goes on by itself. */
  cancel: () => void
}

interface Wish {
  id: string
  mustFollow: boolean
}

const tryAgainAfter = 1500
const mostTries = 4

/**
 * Claims coupons over the room's line. A stranger signs in first, and a line that is lost comes back first: then the
 * claim goes on by itself, under its key. `held`: what she has already.
 */
export function useClaims(
  line: RoomLine,
  {
    held,
    onSignIn,
    onFollowed,
  }: {
    held: readonly string[]
    onSignIn: () => void
    /** By claiming she has begun to follow the host. */
    onFollowed: () => void
  },
): Claims {
  const [states, setStates] = useState<Readonly<Record<string, ClaimState>>>({})
  const [wish, setWish] = useState<Wish | null>(null)
  const forget = (id: string) => setStates(({ [id]: _gone, ...others }) => others)
  const show = (id: string, state: ClaimState) => setStates((before) => ({ ...before, [id]: state }))
  useWish(line, wish, {
    onDone: (id, state) => {
      if (state.name === 'held' && wish?.mustFollow) {
        line.followed()
        onFollowed()
      }
      setWish(null)
      show(id, state)
    },
    onSignedOut: (id) => {
      forget(id)
      onSignIn()
    },
  })
  return {
    of: (coupon) => states[coupon] ?? (held.includes(coupon) ? { name: 'held', until: null } : null),
    press: (coupon) => {
      setWish(coupon)
      if (line.standing.signedIn) show(coupon.id, { name: 'asking' })
      else onSignIn()
    },
    cancel: () => setWish(null),
  }
}

/** Asks for what she wishes as soon as she is signed in and there is a line, and again while no answer comes. */
function useWish(
  line: RoomLine,
  wish: Wish | null,
  {
    onDone,
    onSignedOut,
  }: { onDone: (id: string, state: ClaimState) => void; onSignedOut: (id: string) => void },
): void {
  const [tries, setTries] = useState(0)
  const may = wish !== null && line.status === 'open' && line.standing.signedIn
  const latest = useRef({ line, onDone, onSignedOut })
  useEffect(() => {
    latest.current = { line, onDone, onSignedOut }
  })
  useEffect(() => setTries(0), [wish])
  useEffect(() => {
    if (!may) return
    let given = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const { id } = wish
    void latest.current.line.ask('claim', { coupon: id, key: claimKey(id, newKey) }).then((answer) => {
      if (given) return
      if (answer.ok) return latest.current.onDone(id, { name: 'held', until: answer.value.validUntil })
      if (answer.reason === 'signed-out') return latest.current.onSignedOut(id)
      const passes = answer.reason === 'failed' || answer.reason === 'too-often'
      if (passes && tries < mostTries) timer = setTimeout(() => setTries(tries + 1), tryAgainAfter)
      else latest.current.onDone(id, { name: 'refused', why: whyOf(answer.reason) })
    })
    return () => {
      given = true
      clearTimeout(timer)
    }
  }, [may, wish, tries])
}
