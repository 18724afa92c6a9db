import { Form, useNavigation } from '@remix-run/react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, typedIn, type FormReply } from '#app/ui/form-reply.ts'
import { ReplyField } from '#app/ui/reply-field.tsx'
import { organisationKinds, type OrganisationView } from '../organisations.ts'
import './registry-texts.ts'
import '../union-texts.ts'
import styles from './staff.module.css'

/** An organisation to choose, by its place in the tree. */
export interface Choice {
  id: string
  name: string
  depth: number
}

interface Replied {
  reply: FormReply | undefined
}

function DeedForm({ deed, children, button }: { deed: string; children: ReactNode; button: string }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className={styles.form} preventScrollReset>
      <input type="hidden" name="deed" value={deed} />
      {children}
      <Button type="submit" disabled={busy}>
        {button}
      </Button>
    </Form>
  )
}

function of(deed: string, reply: FormReply | undefined) {
  return typedIn(reply, 'deed') === deed ? reply : undefined
}

function Why({ reply }: Replied) {
  const { t } = useTranslation('registry')
  return <ReplyField reply={reply} name="reason" label={t('organisation.reason')} maxLength={200} required />
}

export function OpenForm({ reply, isUnder }: Replied & { isUnder: boolean }) {
  const { t } = useTranslation('registry')
  const mine = of('open', reply)
  const first = {
    name: '',
    kind: isUnder ? 'village' : 'district',
    takesMembers: isUnder,
    division: null,
  } as const
  return (
    <DeedForm deed="open" button={t('organisation.create')}>
      <FactFields reply={mine} first={first} />
    </DeedForm>
  )
}

export function ChangeForm({
  organisation,
  division,
  reply,
}: Replied & { organisation: OrganisationView; division: string | null }) {
  const { t } = useTranslation('registry')
  const mine = of('change', reply)
  return (
    <DeedForm deed="change" button={t('organisation.save')}>
      <FactFields reply={mine} first={{ ...organisation, division }} />
      <Why reply={mine} />
    </DeedForm>
  )
}

function FactFields({
  reply,
  first,
}: Replied & {
  first: { name: string; kind: OrganisationView['kind']; takesMembers: boolean; division: string | null }
}) {
  const { t } = useTranslation(['registry', 'union'])
  const id = useId()
  return (
    <>
      <ReplyField
        reply={reply}
        first={first.name}
        name="name"
        label={t('organisation.name')}
        maxLength={60}
        required
      />
      <label htmlFor={id} className={styles.label}>
        {t('organisation.kind')}
      </label>
      <select
        id={id}
        name="kind"
        defaultValue={typedIn(reply, 'kind') ?? first.kind}
        className={styles.select}
      >
        {organisationKinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`union:kind.${kind}`)}
          </option>
        ))}
      </select>
      <ReplyField
        reply={reply}
        first={first.division ?? ''}
        name="division"
        label={t('organisation.division')}
        hint={t('organisation.divisionHint')}
      />
      <label className={styles.checked}>
        <input
          type="checkbox"
          name="takesMembers"
          defaultChecked={first.takesMembers}
          className={styles.check}
        />
        {t('organisation.takesMembers')}
      </label>
    </>
  )
}

export function MoveForm({ choices, reply }: Replied & { choices: Choice[] }) {
  const { t } = useTranslation('registry')
  const mine = of('move', reply)
  return (
    <DeedForm deed="move" button={t('organisation.moveButton')}>
      <p className={styles.hint}>{t('organisation.moveHint')}</p>
      <Chooser name="to" label={t('organisation.moveTo')} choices={choices} reply={mine} />
      <Why reply={mine} />
    </DeedForm>
  )
}

export function CloseForm({ choices, reply }: Replied & { choices: Choice[] }) {
  const { t } = useTranslation('registry')
  const mine = of('close', reply)
  return (
    <DeedForm deed="close" button={t('organisation.closeButton')}>
      <p className={styles.hint}>{t('organisation.closeHint')}</p>
      <Chooser
        name="membersTo"
        label={t('organisation.membersTo')}
        choices={choices}
        reply={mine}
        none={t('organisation.nobody')}
      />
      <Why reply={mine} />
    </DeedForm>
  )
}

export function ReopenForm({ reply }: Replied) {
  const { t } = useTranslation('registry')
  return (
    <DeedForm deed="reopen" button={t('organisation.reopen')}>
      <Why reply={of('reopen', reply)} />
    </DeedForm>
  )
}

/** One organisation of those she keeps, set in by their depth in the tree. */
function Chooser({
  name,
  label,
  choices,
  reply,
  none,
}: Replied & { name: string; label: string; choices: Choice[]; none?: string }) {
  const id = useId()
  const least = Math.min(...choices.map(({ depth }) => depth))
  return (
    <>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select id={id} name={name} defaultValue={typedIn(reply, name)} className={styles.select}>
        {none === undefined ? null : <option value="">{none}</option>}
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {'　'.repeat(choice.depth - least)}
            {choice.name}
          </option>
        ))}
      </select>
      <FieldErrors errors={errorsOf(reply, name)} />
    </>
  )
}
