import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LookedAt } from '#app/generated/prisma/enums.ts'
import { Banner } from '#app/ui/banner.tsx'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import { errorsOf, type FormReply } from '#app/ui/form-reply.ts'
import { NavRow } from '#app/ui/nav-row.tsx'
import { Note } from '#app/ui/note.tsx'
import { Section } from '#app/ui/plain-page.tsx'
import { Surface } from '#app/ui/surface.tsx'
import { spacedMemberNumber } from '../member-number.ts'
import { UnionPage } from '../staff/union-page.tsx'
import './directory-texts.ts'
import { Fact, Facts } from './facts.tsx'
import { History } from './history.tsx'
import type { MemberView } from './member.ts'
import { PlainFacts } from './plain-facts.tsx'
import '../union-texts.ts'
import styles from './directory.module.css'

/** What was sealed and is shown this once. */
interface Shown {
  what: LookedAt
  value: string
}

/** A member as the staff who keep her see her, and what they can do for her. */
export function MemberPage({
  member,
  shown,
  done,
  reply,
  now,
}: {
  member: MemberView
  shown: Shown | null
  done: boolean
  reply: FormReply | undefined
  now: number
}) {
  const { t } = useTranslation(['directory', 'union'])
  return (
    <UnionPage title={member.name} room="members" back={{ to: '/union/members', words: t('list.title') }}>
      {done ? <Note>{t('member.done')}</Note> : null}
      {shown === null ? null : <Note>{t('member.looked')}</Note>}
      <FieldErrors errors={errorsOf(reply)} />
      {member.demo ? <Banner look="note">{t('union:home.demo')}</Banner> : null}
      {member.transferTo === null ? null : (
        <Banner look="note">{t('member.transferring', { organisation: member.transferTo })}</Banner>
      )}
      <Surface>
        <Facts>
          <Fact name={t('member.number')}>{spacedMemberNumber(member.number)}</Fact>
          <Fact name={t('member.organisation')}>{member.organisation?.name ?? t('member.left')}</Fact>
          <PlainFacts said={member} />
          <Sealed what="phone" ending={member.phoneLast4} shown={shown} />
          <Sealed what="identity" ending={member.identityLast4} shown={shown} />
          <Fact name={t('member.account')}>
            {t(member.hasAccount ? 'member.hasAccount' : 'member.noAccount')}
          </Fact>
        </Facts>
        <p className={styles.small}>{t('member.lookNote')}</p>
      </Surface>
      <History stays={member.stays} posts={member.posts} now={now} />
      <Section title={t('member.tasks')}>
        <Tasks member={member} />
      </Section>
    </UnionPage>
  )
}

const sealedTexts = {
  phone: { name: 'member.phone', look: 'member.lookPhone' },
  identity: { name: 'member.identityNumber', look: 'member.lookIdentity' },
} as const

/** The ending of what is sealed, with the button that opens it; the whole of it once it was pressed. */
function Sealed({ what, ending, shown }: { what: LookedAt; ending: string | null; shown: Shown | null }) {
  const { t } = useTranslation('directory')
  const { name, look } = sealedTexts[what]
  return <Fact name={t(name)}>{inside()}</Fact>

  function inside(): ReactNode {
    if (ending === null) return t('member.unknown')
    if (shown?.what === what) return <span className={styles.seen}>{shown.value}</span>
    return (
      <>
        <span>{t('member.ending', { digits: ending })}</span>
        <Form method="post" preventScrollReset>
          <input type="hidden" name="step" value="look" />
          <Button type="submit" name="what" value={what} look="soft">
            {t(look)}
          </Button>
        </Form>
      </>
    )
  }
}

function Tasks({ member }: { member: MemberView }) {
  const { t } = useTranslation('directory')
  const isIn = member.organisation !== null
  return (
    <nav aria-label={t('member.tasks')} className={styles.rows}>
      <NavRow to="?do=edit" title={t('edit.title')} />
      {isIn && member.transferTo === null ? <NavRow to="?do=transfer" title={t('transfer.title')} /> : null}
      {isIn ? <NavRow to="?do=leave" title={t('leave.title')} /> : null}
      <NavRow to="?do=erase" title={t('erase.title')} hint={t('erase.staffHint')} />
    </nav>
  )
}
