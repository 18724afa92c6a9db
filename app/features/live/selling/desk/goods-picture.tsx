import styles from './desk.module.css'

/** A product's picture in a row of the desk; the ground alone where it has none. */
export function GoodsPicture({ path }: { path: string | null }) {
  return <span className={styles.picture}>{path === null ? null : <img src={path} alt="" />}</span>
}
