import { Form, Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field, FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import type { Place, Places } from './places.ts'
import './union-texts.ts'
import styles from './union.module.css'

/**
 * Looks for an organisation: by a search, or from the top down. Each that takes members is a button of one form, which is
 * posted with `step`; all works without scripts.
 */
export function PlacePicker({
  places,
  step,
  query,
  choose,
  reply,
}: {
  places: Places
  step: string
  /** What else stands in the page's address while she looks: "step=place". */
  query: Record<string, string>
  choose: string
  reply: FormReply | undefined
}) {
  const { t } = useTranslation('union')
  const { search, under, found } = places
  const hidden = Object.entries(query)
  return (
    <>
      <Form method="get" className={styles.form} role="search">
        {hidden.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Field
          key={search}
          name="search"
          label={t('apply.searchLabel')}
          hint={t('apply.searchHint')}
          defaultValue={search}
          enterKeyHint="search"
        />
        <Button type="submit" look="line">
          {t('apply.search')}
        </Button>
      </Form>
      <FieldErrors errors={errorsOf(reply, 'organisation')} />
      {under === null && search === '' ? null : (
        <p>
          <Link to={`?${new URLSearchParams(query).toString()}`} className={styles.back}>
            {t('apply.top')}
          </Link>
        </p>
      )}
      <p role="status" className={styles.hint}>
        {found.length === 0
          ? t('apply.nothingFound')
          : under === null
            ? t('apply.found')
            : t('apply.under', { name: under.name })}
      </p>
      <ul className={styles.list}>
        {found.map((place) => (
          <li key={place.id}>
            <PlaceRow place={place} step={step} query={query} choose={choose} />
          </li>
        ))}
      </ul>
    </>
  )
}

function PlaceRow({
  place,
  step,
  query,
  choose,
}: {
  place: Place
  step: string
  query: Record<string, string>
  choose: string
}) {
  const { t } = useTranslation('union')
  return (
    <div className={styles.place}>
      <span className={styles.words}>
        <b>{place.name}</b>
        {place.above === '' ? null : <span className={styles.small}>{place.above}</span>}
      </span>
      <div className={styles.buttons}>
        {place.takesMembers ? (
          <Form method="post">
            <input type="hidden" name="step" value={step} />
            <Button
              type="submit"
              name="organisation"
              value={place.id}
              look="sea"
              aria-label={`${choose}: ${place.name}`}
            >
              {choose}
            </Button>
          </Form>
        ) : null}
        {place.hasUnder ? (
          <ButtonLink to={`?${new URLSearchParams({ ...query, under: place.id }).toString()}`} look="line">
            {t('apply.lookUnder')}
          </ButtonLink>
        ) : null}
      </div>
    </div>
  )
}
