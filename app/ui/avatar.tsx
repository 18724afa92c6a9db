import styles from './avatar.module.css'

/** Her picture, or the first character of her name. The name stands beside it, so this is decoration. */
export function Avatar({ name, picture }: { name: string; picture: string | null }) {
  return (
    <span className={styles.avatar} aria-hidden="true">
      {picture ? <img src={picture} alt="" /> : Array.from(name)[0]}
    </span>
  )
}
