import { useEffect, useState } from 'react'
import { Button } from './button.tsx'
import { copyText } from './copy-text.ts'
import styles from './copy-button.module.css'

/** Copies a text. Without scripts there is no such button: the text stands beside it to be selected. */
export function CopyButton({
  text,
  words,
  copied,
  failed,
}: {
  text: string
  /** What the button is called, and what is said of it afterwards. */
  words: string
  copied: string
  failed: string
}) {
  const [alive, setAlive] = useState(false)
  const [came, setCame] = useState<boolean | null>(null)
  useEffect(() => setAlive(true), [])
  useEffect(() => setCame(null), [text])
  if (!alive) return null
  return (
    <span className={styles.copy}>
      <Button look="soft" icon={came ? 'check' : 'copy'} onClick={() => void copyText(text).then(setCame)}>
        {came ? copied : words}
      </Button>
      <span role="status" className={came === false ? styles.failed : 'visually-hidden'}>
        {came === null ? '' : came ? copied : failed}
      </span>
    </span>
  )
}
