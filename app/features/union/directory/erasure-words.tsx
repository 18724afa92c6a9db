import { useTranslation } from 'react-i18next'
import { Surface } from '#app/ui/surface.tsx'
import './directory-texts.ts'

/** What goes with somebody who is erased, and what stays without her. */
export function ErasureWords() {
  const { t } = useTranslation('directory')
  return (
    <>
      <Surface title={t('erase.goes')}>
        <p>{t('erase.goesList')}</p>
      </Surface>
      <Surface title={t('erase.stays')}>
        <p>{t('erase.staysList')}</p>
      </Surface>
    </>
  )
}
