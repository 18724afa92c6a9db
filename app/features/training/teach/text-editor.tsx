import { EditorContent, useEditor } from '@tiptap/react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import lessonText from '../lesson-text.module.css'
import { editorExtensions, type SourceAttributes } from './editor-schema.ts'
import { EditorToolbar, type Asked } from './editor-toolbar.tsx'
import type { Written } from './lesson-start.ts'
import { PictureSheet } from './picture-sheet.tsx'
import { SourceSheet } from './source-sheet.tsx'
import './teach-texts.ts'
import styles from './text-editor.module.css'

/** Where a lesson's text is written: it looks as learners see it. `onWrite` hears each change, as JSON. */
export function TextEditor({
  first,
  label,
  onWrite,
}: {
  /** What she goes on from, also where it could not be saved. */
  first: Written
  label: string
  onWrite: (body: unknown) => void
}) {
  const { t } = useTranslation('teach')
  const [asked, setAsked] = useState<Asked>(null)
  const editor = useEditor({
    extensions: editorExtensions(t('editor.sourceLabel')),
    content: first.content.length === 0 ? '' : first,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        class: `${lessonText.text} ${styles.written}`,
      },
    },
    onUpdate: ({ editor: one }) => onWrite(one.getJSON()),
  })
  const close = () => setAsked(null)
  return (
    <div className={styles.editor}>
      <EditorToolbar editor={editor} onAsk={setAsked} />
      <EditorContent editor={editor} />
      <PictureSheet
        open={asked === 'picture'}
        chosen={
          editor.isActive('image') ? (editor.getAttributes('image') as { src: string; alt: string }) : null
        }
        onClose={close}
        onPut={(picture) => {
          close()
          editor.chain().focus().setImage(picture).run()
        }}
      />
      <SourceSheet
        open={asked === 'source'}
        chosen={editor.isActive('source') ? (editor.getAttributes('source') as SourceAttributes) : null}
        onClose={close}
        onPut={(attrs) => {
          close()
          const written = editor.chain().focus()
          if (editor.isActive('source')) written.updateAttributes('source', attrs).run()
          else written.insertContent({ type: 'source', attrs }).run()
        }}
      />
    </div>
  )
}
