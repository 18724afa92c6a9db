import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#app/ui/button.tsx'
import { FieldErrors } from '#app/ui/field.tsx'
import type { Division, DivisionChoices } from '#app/kernel/divisions.ts'
import './order-texts.ts'
import styles from './division-fields.module.css'

interface Chosen {
  province: string
  city: string
  division: string
}

/**
 * Province, city, district: each offers what lies under the one before. Without scripts a button shows the next level,
 * keeping all that was typed.
 */
export function DivisionFields({
  choices: first,
  chosen: firstChosen,
  errors,
}: {
  choices: DivisionChoices
  chosen: Chosen
  errors: readonly string[] | null
}) {
  const { t } = useTranslation('orders')
  const { choices, chosen, state, choose } = useDivisions(first, firstChosen)
  const errorId = useId()
  const wrong = errors !== null && chosen.division === ''
  return (
    <div className={styles.levels} role="group" aria-describedby={wrong ? errorId : undefined}>
      <Level
        name="province"
        label={t('buy.address.province')}
        empty={t('buy.address.choose')}
        options={choices.provinces}
        value={chosen.province}
        onChange={(code) => void choose('province', code)}
      />
      <Level
        name="city"
        label={t('buy.address.city')}
        empty={t(chosen.province === '' ? 'buy.address.chooseProvince' : 'buy.address.choose')}
        options={choices.cities}
        value={chosen.city}
        onChange={(code) => void choose('city', code)}
      />
      <Level
        name="division"
        label={t('buy.address.district')}
        empty={t(chosen.city === '' ? 'buy.address.chooseCity' : 'buy.address.choose')}
        options={choices.districts}
        value={chosen.division}
        onChange={(code) => void choose('division', code)}
        wrong={wrong}
      />
      <p role="status" className={state === null ? 'visually-hidden' : styles.state}>
        {state === null ? '' : t(`buy.address.${state}`)}
      </p>
      {wrong ? <FieldErrors id={errorId} errors={errors} /> : null}
      <noscript>
        <Button type="submit" look="line" name="step" value="division" formNoValidate>
          {t('buy.address.next')}
        </Button>
      </noscript>
    </div>
  )
}

function useDivisions(first: DivisionChoices, firstChosen: Chosen) {
  const [choices, setChoices] = useState(first)
  const [chosen, setChosen] = useState(firstChosen)
  const [state, setState] = useState<'loading' | 'failed' | null>(null)
  /** Counts the choices: an answer to an earlier one comes too late. */
  const latest = useRef(0)
  const choose = async (level: keyof Chosen, code: string) => {
    const mine = (latest.current += 1)
    setState(null)
    if (level === 'division') return setChosen({ ...chosen, division: code })
    const above = level === 'province' ? { province: code, city: '' } : { ...chosen, city: code }
    setChosen({ ...above, division: '' })
    setChoices({ ...choices, ...(level === 'province' ? { cities: [] } : {}), districts: [] })
    if (code === '') return
    setState('loading')
    const found = await findUnder(level, code)
    if (latest.current !== mine) return
    setState(found === null ? 'failed' : null)
    // What did not come through is chosen anew.
    if (found === null) return setChosen({ ...above, [level]: '', division: '' })
    setChoices((before) => ({ ...before, ...found.choices }))
    if (found.city !== undefined) setChosen({ ...above, city: found.city, division: '' })
  }
  return { choices, chosen, state, choose }
}

/** What lies under a province or a city; where a province has but one, as Beijing, what lies under that. */
async function findUnder(
  level: 'province' | 'city',
  code: string,
): Promise<{ choices: Partial<DivisionChoices>; city?: string } | null> {
  const under = await fetchDivisions(code)
  if (under === null || level === 'city') return under && { choices: { districts: under } }
  const [only, another] = under
  if (only === undefined || another !== undefined) return { choices: { cities: under } }
  const districts = await fetchDivisions(only.code)
  return districts && { choices: { cities: under, districts }, city: only.code }
}

/** What lies under a code; null where it did not come through. */
async function fetchDivisions(under: string): Promise<Division[] | null> {
  try {
    const answer = await fetch(`/divisions?under=${under}`)
    return answer.ok ? ((await answer.json()) as Division[]) : null
  } catch {
    return null
  }
}

function Level({
  name,
  label,
  empty,
  options,
  value,
  onChange,
  wrong,
}: {
  name: string
  label: string
  empty: string
  options: readonly Division[]
  value: string
  onChange: (code: string) => void
  wrong?: boolean
}) {
  const id = useId()
  return (
    <div className={styles.level}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        name={name}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        disabled={options.length === 0}
        aria-invalid={wrong || undefined}
        className={styles.select}
        required
      >
        <option value="">{empty}</option>
        {options.map((option) => (
          <option key={option.code} value={option.code}>
            {option.name}
          </option>
        ))}
      </select>
    </div>
  )
}
