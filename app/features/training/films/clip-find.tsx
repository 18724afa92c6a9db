import { useTranslation } from 'react-i18next'
import type { FormEvent } from 'react'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Note } from '#app/ui/note.tsx'
import { longestFind, type ReplayOffer } from './films.ts'
import type { FailedFind } from './found-replays.ts'
import { mediaPath } from './media-form.tsx'
import './films-texts.ts'
import styles from './films.module.css'

/** A list that one sees at a glance needs no search. */
const shortList = 8

/** Finds a replay by words, or turns to older ones. */
export function ClipFind({
  lesson,
  offer,
  busy,
  failed,
  onFind,
}: {
  lesson: string
  offer: ReplayOffer
  busy: boolean
  failed: FailedFind | null
  onFind: (press: FormEvent<HTMLFormElement>) => void
}) {
  const { t } = useTranslation('films')
  const { find, before, older, replays } = offer
  const isNarrowed = find !== '' || before !== ''
  if (!isNarrowed && replays.length <= shortList) return null
  return (
    <form method="get" action={mediaPath(lesson)} role="search" className={styles.stack} onSubmit={onFind}>
      <Field
        key={find}
        name="find"
        type="search"
        label={t('clip.find')}
        hint={t('clip.findHint')}
        defaultValue={find}
        autoComplete="off"
        maxLength={longestFind}
      />
      <div className={styles.row}>
        <Button type="submit" look="line" disabled={busy}>
          {t('clip.search')}
        </Button>
        {older === null ? null : (
          <Button type="submit" look="quiet" name="before" value={older} disabled={busy}>
            {t('clip.older')}
          </Button>
        )}
      </div>
      {failed === null ? null : <Note look="wrong">{t(`clip.findFailed.${failed}`)}</Note>}
      <p role="status">
        {replays.length === 0 ? t('clip.foundNone') : t('clip.found', { number: replays.length })}
      </p>
    </form>
  )
}
