import styles from './phrases.module.css'

/**
 * A title whose Chinese phrases stay whole where they fit the line: it breaks after its commas, not inside 蛤蜊.
 * A phrase longer than the line breaks as any text does.
 */
export function Phrases({ text }: { text: string }) {
  const phrases = text.match(/[^，。！？；：、]*[，。！？；：、]*/g)?.filter(Boolean) ?? [text]
  return phrases.map((phrase, place) => (
    <span key={place} className={styles.phrase}>
      {phrase}
    </span>
  ))
}
