import { useFetcher, useLocation } from '@remix-run/react'
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
  fetcher: ReturnType<typeof useFetcher<{ follows: boolean; followers: number }>>
}

/** How she stands to the host, with what she has just pressed shown at once. */
export function useFollowing(room: string, standing: FollowStanding): Following {
  const fetcher = useFetcher<{ follows: boolean; followers: number }>({ key: `follow:${room}` })
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
  return (
    <fetcher.Form
      method="post"
      action={`/live/${room}/follow`}
      className={className}
      onSubmit={(event) => {
        if (signedIn) return
        event.preventDefault()
        onSignIn()
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
        {t(follows ? 'following' : 'follow')}
      </Button>
    </fetcher.Form>
  )
}
