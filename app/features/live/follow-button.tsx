import { useLocation, useRevalidator } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import type { ButtonLook } from '#app/ui/button.tsx'

export interface FollowStanding {
  signedIn: boolean
  follows: boolean
  followers: number
  /** She is not the host herself. */
  mayFollow: boolean
}

export interface Following {
  follows: boolean
  followers: number
  /** The network was lost in the moment of the press. */
  lost: boolean
  /** Resolves to false where she is signed in no more. */
  press: (follows: boolean) => Promise<boolean>
}

/**
 * How she stands to the host, with what she has just pressed shown at once. Sent past Remix's router, which would take
 * the page with its picture away where the network is lost.
 */
export function useFollowing(room: string, standing: FollowStanding): Following {
  const { revalidate } = useRevalidator()
  const [wanted, setWanted] = useState<boolean | null>(null)
  const [lost, setLost] = useState(false)
  const press = async (follows: boolean) => {
    setWanted(follows)
    setLost(false)
    const answer = await sendFollow(room, follows)
    if (answer === 'followed') revalidate()
    else setWanted(null)
    setLost(answer === 'lost')
    return answer !== 'signed-out'
  }
  // The page knows it by now.
  if (wanted !== null && wanted === standing.follows) setWanted(null)
  const follows = wanted ?? standing.follows
  const change = Number(follows) - Number(standing.follows)
  return { follows, followers: standing.followers + change, lost, press }
}

async function sendFollow(room: string, follows: boolean): Promise<'followed' | 'signed-out' | 'lost'> {
  try {
    const body = new URLSearchParams({ follow: follows ? 'on' : 'off' })
    const answer = await fetch(addressOf(room), { method: 'POST', body, redirect: 'manual' })
    // A redirect is one to the page where she signs in.
    if (answer.type === 'opaqueredirect') return 'signed-out'
    return answer.ok ? 'followed' : 'lost'
  } catch {
    return 'lost'
  }
}

function addressOf(room: string): string {
  return `/live/${room}/follow`
}

/** Follows the host, or no longer: a form that works without scripts too. */
export function FollowButton({
  room,
  signedIn,
  following: { follows, lost, press },
  onSignIn,
  look,
  className,
}: {
  room: string
  signedIn: boolean
  following: Following
  onSignIn: () => void
  look: ButtonLook
  className?: string
}) {
  const { t } = useTranslation('chat')
  const { pathname } = useLocation()
  return (
    <form
      method="post"
      action={addressOf(room)}
      className={className}
      onSubmit={(event) => {
        event.preventDefault()
        if (!signedIn) return onSignIn()
        void press(!follows).then((still) => still || onSignIn())
      }}
    >
      <input type="hidden" name="back" value={pathname} />
      <Button
        look={follows ? 'soft' : look}
        type="submit"
        name="follow"
        value={follows ? 'off' : 'on'}
        aria-pressed={follows}
        title={follows ? t('unfollow') : undefined}
      >
        {lost ? t('followAgain') : t(follows ? 'following' : 'follow')}
      </Button>
      <span role="alert" className="visually-hidden">
        {lost ? t('followAgain') : ''}
      </span>
    </form>
  )
}
