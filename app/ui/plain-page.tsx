import { Link } from '@remix-run/react'
import clsx from 'clsx'
import type { ReactNode } from 'react'
import { Footer } from './footer.tsx'
import { Icon } from './icon.tsx'
import { TopBar } from './top-bar.tsx'
import styles from './plain-page.module.css'

/** A page of one column: where it leads back to, its title, and what there is to do. */
export function PlainPage({
  title,
  back,
  wide,
  children,
}: {
  title: string
  back?: { to: string; words: string }
  /** For lists that fill a desktop. */
  wide?: boolean
  children: ReactNode
}) {
  return (
    <>
      <TopBar />
      <main id="main" className={clsx(styles.main, wide && styles.wide)}>
        {back ? (
          <Link to={back.to} className={styles.back}>
            <Icon name="left" size="small" />
            {back.words}
          </Link>
        ) : null}
        <h1 className={styles.title}>{title}</h1>
        {children}
      </main>
      <Footer />
    </>
  )
}

/** A part of such a page with its own heading. */
export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  )
}
