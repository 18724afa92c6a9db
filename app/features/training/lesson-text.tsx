import clsx from 'clsx'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LessonBlock, LessonBody, LessonListItem, LessonText as Piece } from './lesson-body.ts'
import './learn-texts.ts'
import styles from './lesson-text.module.css'

/** What a lesson says, to be read: from the editor's JSON, without the editor. */
export function LessonText({ body }: { body: LessonBody }) {
  return (
    <div className={styles.text}>
      {body.content.map((block, index) => (
        <Block key={index} block={block} />
      ))}
    </div>
  )
}

function Block({ block }: { block: LessonBlock | LessonListItem['content'][number] }) {
  switch (block.type) {
    case 'paragraph':
      return (
        <p>
          <Inline pieces={block.content} />
        </p>
      )
    case 'heading': {
      const Heading = block.attrs.level === 2 ? 'h2' : 'h3'
      return (
        <Heading>
          <Inline pieces={block.content} />
        </Heading>
      )
    }
    case 'bulletList':
      return (
        <ul className={styles.points}>
          <Items items={block.content} />
        </ul>
      )
    case 'orderedList':
      return (
        <ol className={styles.steps}>
          <Items items={block.content} />
        </ol>
      )
    case 'blockquote':
      return (
        <blockquote className={styles.say}>
          {block.content.map((part, index) => (
            <Block key={index} block={part} />
          ))}
        </blockquote>
      )
    case 'image':
      return (
        <img
          src={block.attrs.src}
          alt={block.attrs.alt}
          loading="lazy"
          className={clsx(styles.picture, block.attrs.src.endsWith('.svg') && styles.drawing)}
        />
      )
    case 'source':
      return <Source {...block.attrs} />
  }
}

function Items({ items }: { items: readonly LessonListItem[] }) {
  return items.map((item, index) => (
    <li key={index}>
      {item.content.map((part, place) => (
        <Block key={place} block={part} />
      ))}
    </li>
  ))
}

function Inline({ pieces = [] }: { pieces?: readonly Piece[] | undefined }) {
  return pieces.map((piece, index) => {
    const marked = (piece.marks ?? []).reduce<ReactNode>(
      (inside, { type }) => (type === 'bold' ? <b>{inside}</b> : <em>{inside}</em>),
      piece.text,
    )
    return <Fragment key={index}>{marked}</Fragment>
  })
}

/** What the claim above it stands on. */
function Source({ title, issuer, year, article }: Extract<LessonBlock, { type: 'source' }>['attrs']) {
  const { t } = useTranslation('learn')
  return (
    <p className={styles.source}>
      <b>{t('lesson.source')}</b>
      <cite>
        {title}
        {article ? ` ${article}` : ''}
      </cite>
      <span>{`${issuer} · ${t('lesson.sourceYear', { year })}`}</span>
    </p>
  )
}
