import { isRouteErrorResponse, useRouteError } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { ErrorPage } from '#app/ui/error-page.tsx'

/** In the place of a room's page that cannot be shown: there is no such room, or something went wrong. */
export function RoomErrorPage() {
  const { t } = useTranslation('live')
  const error = useRouteError()
  const missing = isRouteErrorResponse(error) && error.status === 404
  if (!missing) return <ErrorPage missing={false} />
  return <ErrorPage missing title={t('roomMissing')} hint={t('roomMissingHint')} />
}
