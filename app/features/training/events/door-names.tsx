import { Form } from '@remix-run/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Section } from '#app/ui/plain-page.tsx'
import { Tag } from '#app/ui/tag.tsx'
import './event-texts.ts'
import styles from './events.module.css'

/** Somebody on the list, at the door. */
export interface DoorName {
  signUp: string
  name: string
  /** The last of her number, which tells two of one name apart; '' where she has none. */
  lastDigits: string
  /** As her name sounds. */
  sound: string
  /** She was there when the page came. */
  came: boolean
}

/** So many names are shown at once: whoever looks for another types. */
const mostShown = 60

/** The list at the door: a name is tapped, with network or without. */
export function DoorNames({
  names,
  noted,
  onTap,
}: {
  names: readonly DoorName[]
  /** By sign-up: tapped on this phone. */
  noted: ReadonlySet<string>
  onTap: (signUp: string) => void
}) {
  const { t } = useTranslation('events')
  const [typed, setTyped] = useState('')
  const found = names.filter((one) => isFound(one, typed))
  if (names.length === 0) return null
  return (
    <Section title={t('doorPage.names')}>
      <p className={styles.hint}>{t('doorPage.namesHint')}</p>
      <Field
        name="find"
        type="search"
        label={t('doorPage.find')}
        value={typed}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        autoComplete="off"
        maxLength={40}
      />
      <Form
        method="post"
        onSubmit={(submitted) => {
          const pressed = (submitted.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null
          submitted.preventDefault()
          if (pressed !== null) onTap(pressed.value)
        }}
      >
        <ul className={styles.list}>
          {found.slice(0, mostShown).map((one) => (
            <NameRow key={one.signUp} one={one} noted={noted.has(one.signUp)} />
          ))}
        </ul>
      </Form>
      {found.length === 0 ? <p role="status">{t('teach.foundNobody')}</p> : null}
    </Section>
  )
}

function NameRow({ one, noted }: { one: DoorName; noted: boolean }) {
  const { t } = useTranslation('events')
  const { signUp, name, lastDigits, came } = one
  return (
    <li className={styles.nameRow}>
      <span className={styles.line}>
        <b className={styles.name}>{name}</b>
        {lastDigits === '' ? null : <span className={styles.hint}>{lastDigits}</span>}
      </span>
      {came || noted ? (
        <Tag>{t(came ? 'state.present' : 'doorPage.tapped')}</Tag>
      ) : (
        <Button
          type="submit"
          name="signUp"
          value={signUp}
          look="line"
          aria-label={t('doorPage.tap', { name })}
        >
          {t('state.present')}
        </Button>
      )}
    </li>
  )
}

function isFound({ name, sound, lastDigits }: DoorName, typed: string): boolean {
  const wanted = typed.normalize('NFKC').replace(/\s+/g, '').toLowerCase()
  return (
    name.toLowerCase().includes(wanted) ||
    sound.split(' ').some((one) => one.startsWith(wanted)) ||
    (lastDigits !== '' && lastDigits.includes(wanted))
  )
}
