import { useEditorState, type ChainedCommands, type Editor } from '@tiptap/react'
import { useTranslation } from 'react-i18next'
import './teach-texts.ts'
import styles from './text-editor.module.css'

/** What a sheet asks for before it is put in. */
export type Asked = 'picture' | 'source' | null

const marks = ['bold', 'italic'] as const

/** The editor's tools by name: each says whether it is on where she writes. */
export function EditorToolbar({ editor, onAsk }: { editor: Editor; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation('teach')
  const is = useEditorState({
    editor,
    selector: ({ editor: one }) => ({
      paragraph: one.isActive('paragraph'),
      h2: one.isActive('heading', { level: 2 }),
      h3: one.isActive('heading', { level: 3 }),
      bold: one.isActive('bold'),
      italic: one.isActive('italic'),
      bullets: one.isActive('bulletList'),
      numbers: one.isActive('orderedList'),
      quote: one.isActive('blockquote'),
      picture: one.isActive('image'),
      source: one.isActive('source'),
      canUndo: one.can().undo(),
      canRedo: one.can().redo(),
    }),
  })
  const press = (change: (chain: ChainedCommands) => ChainedCommands) => () =>
    void change(editor.chain().focus()).run()
  return (
    <div role="toolbar" aria-label={t('editor.toolbar')} className={styles.toolbar}>
      <Tool words={t('editor.paragraph')} on={is.paragraph} onPress={press((chain) => chain.clearNodes())} />
      <Tool words={t('editor.h2')} on={is.h2} onPress={press((chain) => chain.toggleHeading({ level: 2 }))} />
      <Tool words={t('editor.h3')} on={is.h3} onPress={press((chain) => chain.toggleHeading({ level: 3 }))} />
      {marks.map((mark) => (
        <Tool
          key={mark}
          words={t(`editor.${mark}`)}
          on={is[mark]}
          onPress={press((chain) => chain.toggleMark(mark))}
        />
      ))}
      <Tool
        words={t('editor.bullets')}
        on={is.bullets}
        onPress={press((chain) => chain.toggleBulletList())}
      />
      <Tool
        words={t('editor.numbers')}
        on={is.numbers}
        onPress={press((chain) => chain.toggleOrderedList())}
      />
      <Tool words={t('editor.quote')} on={is.quote} onPress={press((chain) => chain.toggleBlockquote())} />
      <Tool
        words={t(is.picture ? 'editor.changePicture' : 'editor.picture')}
        onPress={() => onAsk('picture')}
      />
      <Tool words={t(is.source ? 'editor.changeSource' : 'editor.source')} onPress={() => onAsk('source')} />
      <Tool words={t('editor.undo')} off={!is.canUndo} onPress={press((chain) => chain.undo())} />
      <Tool words={t('editor.redo')} off={!is.canRedo} onPress={press((chain) => chain.redo())} />
    </div>
  )
}

function Tool({
  words,
  on,
  off,
  onPress,
}: {
  words: string
  /** For what is either on or not. */
  on?: boolean
  off?: boolean
  onPress: () => void
}) {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-pressed={on}
      aria-disabled={off}
      // What is selected in the text stays selected.
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => !off && onPress()}
    >
      {words}
    </button>
  )
}
