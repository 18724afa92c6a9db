import styles from './mark.module.css'

/** A clam that is also a live signal, with the name beside it. */
export function Mark({ name }: { name: string }) {
  return (
    <span className={styles.mark}>
      <img src="/art/mark.svg" alt="" width="36" height="36" />
      <span className={styles.name}>{name}</span>
    </span>
  )
}
