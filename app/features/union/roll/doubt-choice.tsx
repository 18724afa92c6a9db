import { useTranslation } from 'react-i18next'
import { partsOf } from './reasons.ts'
import type { LineView } from './roll-view.ts'
import { useShownPerson } from './use-shown-person.ts'
import './roll-texts.ts'
import styles from './roll.module.css'

/** A doubtful row: whether it is one of those that it looks like. */
export function DoubtChoice({ line }: { line: LineView }) {
  const { t } = useTranslation('roll')
  const shown = useShownPerson()
  const { person, reasons, alike, choice } = line
  const { key, line: other } = partsOf(reasons[0] ?? '')
  const name = `choices.${line.line}`
  const options = [
    ...(key === 'alike-line'
      ? [{ value: 'same', words: t('doubt.isSheOfLine') }]
      : alike.map(({ memberId, person: one }) => ({
          value: memberId,
          words: t('doubt.isShe', { who: `${one.name} · ${shown.facts(one)}` }),
        }))),
    { value: 'other', words: t('doubt.isNot') },
    { value: 'wait', words: t('doubt.wait') },
  ]
  const chosen = options.some(({ value }) => value === choice) ? choice : 'wait'
  return (
    <fieldset className={styles.doubt}>
      <legend>
        {key === 'alike-line'
          ? t('doubt.legendOfLine', { line: line.line, name: person.name, other })
          : t('doubt.legend', { line: line.line, name: person.name })}
      </legend>
      <p className={styles.hint}>{t('doubt.row', { who: shown.facts(person) })}</p>
      <p>{t(`why.${key}`, { line: other })}</p>
      {options.map(({ value, words }) => (
        <label key={value} className={styles.choice}>
          <input type="radio" name={name} value={value} defaultChecked={value === chosen} />
          <span>{words}</span>
        </label>
      ))}
    </fieldset>
  )
}
