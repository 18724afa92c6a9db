import { useTranslation } from 'react-i18next'
import { RouteErrorPage } from '#app/ui/error-page.tsx'

/** In the place of a room's page that cannot be shown: there is no such room, or something went wrong. */
export function RoomErrorPage() {
  const { t } = useTranslation('live')
  return <RouteErrorPage title={t('roomMissing')} hint={t('roomMissingHint')} />
}
