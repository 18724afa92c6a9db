import { Form, Link, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Section } from '#app/ui/plain-page.tsx'
import { DoubtChoice } from './doubt-choice.tsx'
import { partsOf } from './reasons.ts'
import type { ChangeableField } from './judge.ts'
import type { ImportView, LinesView, LineView } from './roll-view.ts'
import { useShownPerson } from './use-shown-person.ts'
import { verdictOrder } from './roll.ts'
import './roll-texts.ts'
import styles from './roll.module.css'

/** The rows of an import by what they come to, a page at a time. */
export function LinesPart({ roll, view }: { roll: ImportView; view: LinesView }) {
  const { t } = useTranslation('roll')
  const { verdict, page, hasMore, lines } = view
  const decides = roll.status === 'preview' && verdict === 'doubtful' && lines.length > 0
  const list = lines.map((line) => (
    <li key={line.line}>{decides ? <DoubtChoice line={line} /> : <Line line={line} verdict={verdict} />}</li>
  ))
  return (
    <>
      <ul className={styles.counts}>
        {verdictOrder.map((one) => (
          <li key={one}>
            <Link
              to={`?show=${one}`}
              preventScrollReset
              aria-current={one === verdict ? 'true' : undefined}
              className={styles.count}
            >
              <span>{t(`verdict.${one}`)}</span>
              <b>{roll.counts[one]}</b>
            </Link>
          </li>
        ))}
      </ul>
      <Section title={t(`verdict.${verdict}`)}>
        <p className={styles.hint}>{lines.length === 0 ? t('preview.none') : t(`verdictHint.${verdict}`)}</p>
        {decides ? <Deciding>{list}</Deciding> : <ul className={styles.list}>{list}</ul>}
        <nav className={styles.buttons} aria-label={t('preview.pages')}>
          {page > 0 ? (
            <ButtonLink to={`?show=${verdict}&page=${page - 1}`} look="line">
              {t('preview.less')}
            </ButtonLink>
          ) : null}
          {hasMore ? (
            <ButtonLink to={`?show=${verdict}&page=${page + 1}`} look="line">
              {t('preview.more')}
            </ButtonLink>
          ) : null}
        </nav>
      </Section>
    </>
  )
}

function Deciding({ children }: { children: ReactNode }) {
  const { t } = useTranslation('roll')
  const busy = useNavigation().state === 'submitting'
  return (
    <Form method="post" preventScrollReset className={styles.form}>
      <ul className={styles.list}>{children}</ul>
      <div className={styles.buttons}>
        <Button type="submit" name="deed" value="decide" disabled={busy}>
          {t('doubt.keep')}
        </Button>
      </div>
    </Form>
  )
}

function Line({ line, verdict }: { line: LineView; verdict: LinesView['verdict'] }) {
  const { t } = useTranslation('roll')
  const shown = useShownPerson()
  const { person, reasons, changes } = line
  const isWrong = verdict === 'refused' || verdict === 'doubtful'
  return (
    <div className={styles.line}>
      <p className={styles.first}>
        <span className={styles.number}>{t('preview.line', { line: line.line })}</span>
        <b>{person.name}</b>
        <span className={styles.hint}>{shown.facts(person)}</span>
      </p>
      {isWrong
        ? reasons.map((reason) => {
            const { key, line: other } = partsOf(reason)
            return (
              <p key={reason} className={styles.wrong}>
                {t(`why.${key}`, { line: other })}
              </p>
            )
          })
        : null}
      {verdict === 'changed' ? <Changes reasons={reasons} changes={changes} /> : null}
    </div>
  )
}

function Changes({ reasons, changes }: Pick<LineView, 'reasons' | 'changes'>) {
  const { t } = useTranslation('roll')
  const shown = useShownPerson()
  const fields = reasons.filter((reason) => reason !== 'rejoins') as ChangeableField[]
  return (
    <>
      {reasons.includes('rejoins') ? <p>{t('preview.rejoins')}</p> : null}
      {changes.map(({ field, before, after }) => (
        <p key={field}>
          {t('preview.change', {
            field: t(`field.${field}`),
            before: shown.value(field, before),
            after: shown.value(field, after),
          })}
        </p>
      ))}
      {changes.length === 0 && fields.length > 0 ? (
        <p className={styles.hint}>{shown.fields(fields)}</p>
      ) : null}
    </>
  )
}
