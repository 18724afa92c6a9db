import { PrefetchPageLinks, useFetcher, useLocation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import type { ButtonLook } from '#app/ui/button.tsx'
import type { FormReply } from '#app/ui/form-reply.ts'

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
  fetcher: ReturnType<typeof useFetcher<Followed>>
}

/** What following answers, or that the network was lost in the moment of the press. */
type Followed = { follows: boolean; followers: number } | FormReply

/** How she stands to the host, with what she has just pressed shown at once. */
export function useFollowing(room: string, standing: FollowStanding): Following {
  const fetcher = useFetcher<Followed>({ key: `follow:${room}` })
  const pressed = fetcher.formData?.get('follow')
  if (typeof pressed !== 'string') return { ...standing, fetcher }
  const follows = pressed === 'on'
  const change = Number(follows) - Number(standing.follows)
  return { follows, followers: standing.followers + change, fetcher }
}

/** Follows the host, or no longer: a form that works without scripts too. */
export function FollowButton({
  room,
  signedIn,
  following: { follows, fetcher },
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
  const address = `/live/${room}/follow`
  const [arrived, setArrived] = useState(false)
  useEffect(() => setArrived(true), [])
  const lost = fetcher.state === 'idle' && fetcher.data !== undefined && 'error' in fetcher.data
  return (
    <fetcher.Form
      method="post"
      action={address}
      className={className}
      onSubmit={(event) => {
        if (signedIn) return
        event.preventDefault()
        onSignIn()
      }}
    >
      {/* Its script is here before she presses, and answers also where the network is lost. */}
      {arrived ? <PrefetchPageLinks page={address} /> : null}
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
    </fetcher.Form>
  )
}
