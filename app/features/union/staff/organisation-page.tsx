import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDay } from '#app/kernel/clock.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { CopyButton } from '#app/ui/copy-button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { Icon } from '#app/ui/icon.tsx'
import { Note } from '#app/ui/note.tsx'
import { PageState } from '#app/ui/page-state.tsx'
import { Section } from '#app/ui/plain-page.tsx'
import { usePreferences } from '#app/ui/preferences-context.ts'
import { Surface } from '#app/ui/surface.tsx'
import { Tag } from '#app/ui/tag.tsx'
import type {
  KeeperRow,
  OfficerRow,
  OrganisationEvent,
  OrganisationRow,
  OrganisationView,
} from '../organisations.ts'
import { Keepers } from './keepers-part.tsx'
import { Officers } from './officers-part.tsx'
import { ChangeForm, CloseForm, MoveForm, OpenForm, ReopenForm, type Choice } from './organisation-forms.tsx'
import { UnionPage } from './union-page.tsx'
import './registry-texts.ts'
import '../union-texts.ts'
import styles from './staff.module.css'

export interface OrganisationPageView {
  /** Null above the tops of the tree. */
  organisation: OrganisationView | null
  under: OrganisationRow[]
  officers: OfficerRow[]
  history: OrganisationEvent[]
  keepers: KeeperRow[]
  /** Where it can move, and where its members can go. */
  choices: Choice[]
  division: string | null
  inviteUrl: string
  /** She may open one right here. */
  canOpen: boolean
  /** She keeps those above it as well. */
  keepsAbove: boolean
  done: boolean
  reply: FormReply | undefined
  now: number
}

/** One organisation: what is under it, how people find to it, who holds its posts, and what became of it. */
export function OrganisationPage(view: OrganisationPageView) {
  const { t } = useTranslation('registry')
  const { organisation, under, reply, canOpen } = view
  return (
    <UnionPage title={organisation?.name ?? t('organisation.title')} room="organisations">
      {organisation === null ? null : <Crumbs organisation={organisation} />}
      {view.done ? <Note>{t('organisation.done')}</Note> : null}
      <FieldErrors errors={errorsOf(reply)} />
      {organisation === null ? null : <About {...view} organisation={organisation} />}
      <Under under={under} isTop={organisation === null} />
      {canOpen ? (
        <Fold title={t(organisation === null ? 'organisation.openTop' : 'organisation.open')}>
          <OpenForm reply={reply} isUnder={organisation !== null} />
        </Fold>
      ) : null}
      {organisation === null ? null : <Keeping {...view} organisation={organisation} />}
    </UnionPage>
  )
}

type OfOne = OrganisationPageView & { organisation: OrganisationView }

function Keeping(view: OfOne) {
  const { t } = useTranslation('registry')
  const { organisation, choices, reply, keepsAbove, officers, history, now } = view
  const isOpen = organisation.closedAt === null
  return (
    <>
      <Section title={t('organisation.officers')}>
        <Officers officers={officers} canAppoint={isOpen} reply={reply} />
      </Section>
      <Section title={t('organisation.keepers')}>
        <Keepers keepers={view.keepers} canGive={keepsAbove && isOpen} reply={reply} now={now} />
      </Section>
      {isOpen ? (
        <Fold title={t('organisation.change')}>
          <ChangeForm organisation={organisation} division={view.division} reply={reply} />
        </Fold>
      ) : null}
      {isOpen && keepsAbove && organisation.parentId !== null ? (
        <Fold title={t('organisation.move')}>
          <MoveForm choices={choices} reply={reply} />
        </Fold>
      ) : null}
      {keepsAbove ? (
        <Fold title={t(isOpen ? 'organisation.close' : 'organisation.reopen')}>
          {isOpen ? <CloseForm choices={choices} reply={reply} /> : <ReopenForm reply={reply} />}
        </Fold>
      ) : null}
      <Section title={t('organisation.history')}>
        <History history={history} now={now} />
      </Section>
    </>
  )
}

function Fold({ title, children }: { title: string; children: ReactNode }) {
  return (
    <details className={styles.fold}>
      <summary className={styles.summary}>{title}</summary>
      {children}
    </details>
  )
}

function Crumbs({ organisation }: { organisation: OrganisationView }) {
  const { t } = useTranslation('registry')
  return (
    <ol className={styles.crumbs}>
      <li>
        <Link to="/union/organisations">{t('organisation.title')}</Link>
      </li>
      {organisation.above.map(({ id, name }) => (
        <li key={id}>
          <Link to={`/union/organisations/${id}`}>{name}</Link>
        </li>
      ))}
    </ol>
  )
}

function About({ organisation, division, inviteUrl, now }: OfOne) {
  const { t } = useTranslation(['registry', 'union'])
  const { language } = usePreferences()
  const { kind, takesMembers, closedAt, inviteCode } = organisation
  const facts = [
    t(`union:kind.${kind}`),
    division,
    t(takesMembers ? 'organisation.takes' : 'organisation.takesNot'),
  ]
  return (
    <>
      <p className={styles.hint}>{facts.filter((fact) => fact !== null).join(' · ')}</p>
      {closedAt === null ? null : (
        <p>
          <Tag look="warn">
            {t('organisation.closedOn', { day: formatDay(closedAt, language, new Date(now)) })}
          </Tag>
        </p>
      )}
      <div className={styles.buttons}>
        <ButtonLink to={`/union/members?organisation=${organisation.id}`} look="line">
          {t('organisation.members')}
        </ButtonLink>
      </div>
      {closedAt === null && takesMembers ? (
        <Surface title={t('organisation.code')}>
          <p className={styles.code}>{inviteCode}</p>
          <p className={styles.hint}>{t('organisation.codeHint')}</p>
          <div className={styles.buttons}>
            <CopyButton
              text={inviteUrl}
              words={t('organisation.copy')}
              copied={t('organisation.copied')}
              failed={t('organisation.copyFailed')}
            />
            <Form method="post">
              <Button type="submit" name="deed" value="invite-anew" look="quiet">
                {t('organisation.codeAnew')}
              </Button>
            </Form>
          </div>
          <p className={styles.small}>{t('organisation.codeAnewHint')}</p>
        </Surface>
      ) : null}
    </>
  )
}

function Under({ under, isTop }: { under: OrganisationRow[]; isTop: boolean }) {
  const { t } = useTranslation(['registry', 'union'])
  if (under.length === 0 && isTop)
    return (
      <PageState level="h2" art="/art/scene-harbour-dawn.svg" title={t('organisation.none')}>
        {t('organisation.noneHint')}
      </PageState>
    )
  return (
    <Section title={t(isTop ? 'organisation.topTitle' : 'organisation.under')}>
      {under.length === 0 ? <p className={styles.hint}>{t('organisation.noUnder')}</p> : null}
      <ul className={styles.list}>
        {under.map(({ id, name, kind, members, organisations, closedAt }) => (
          <li key={id}>
            <Link to={`/union/organisations/${id}`} className={styles.row}>
              <span className={styles.words}>
                <b>{name}</b>
                <span className={styles.small}>
                  {t(`union:kind.${kind}`)} ·{' '}
                  {t(organisations === 0 ? 'organisation.rowNone' : 'organisation.row', {
                    members,
                    organisations,
                  })}
                </span>
                {closedAt === null ? null : <span className={styles.small}>{t('organisation.closed')}</span>}
              </span>
              <Icon name="right" size="small" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function History({ history, now }: { history: OrganisationEvent[]; now: number }) {
  const { t } = useTranslation('registry')
  const { language } = usePreferences()
  return (
    <ul className={styles.list}>
      {history.map(({ id, deed, before, after, reason, at, by }) => (
        <li key={id} className={styles.words}>
          <span>
            {formatDay(at, language, new Date(now))}{' '}
            {t(`organisation.deeds.${deed === 'moved' && before === null ? 'movedTop' : deed}`, {
              before: before ?? '',
              after: after ?? '',
            })}
          </span>
          <span className={styles.small}>
            {by === null ? '' : t('organisation.by', { name: by })}{' '}
            {reason === null ? '' : t('organisation.because', { reason })}
          </span>
        </li>
      ))}
    </ul>
  )
}
