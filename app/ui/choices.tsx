import styles from './control.module.css'

interface ChoicesProps<Option extends string> {
  name: string
  legend: string
  options: readonly Option[]
  /** What an option is called. */
  children: (option: Option) => string
}

/** One of a few, each a surface to press. `chosen` is what stands at first; with `onChange` it is what stands now. */
export function Choices<Option extends string>({
  name,
  legend,
  options,
  chosen,
  onChange,
  children,
}: ChoicesProps<Option> & { chosen: Option | undefined; onChange?: (option: Option) => void }) {
  return (
    <fieldset className={styles.choices}>
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option} className={styles.choice}>
          <input
            type="radio"
            name={name}
            value={option}
            {...(onChange
              ? { checked: option === chosen, onChange: () => onChange(option) }
              : { defaultChecked: option === chosen })}
          />
          <span>{children(option)}</span>
        </label>
      ))}
    </fieldset>
  )
}
