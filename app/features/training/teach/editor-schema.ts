import Image from '@tiptap/extension-image'
import { mergeAttributes, Node, type Extensions } from '@tiptap/react'
import StarterKit from '@tiptap/starter-kit'

/*
 * The editor's schema: exactly the kinds that `LessonBody` accepts. What is pasted from elsewhere keeps what fits.
 */

export interface SourceAttributes {
  title: string
  issuer: string
  year: number
  article: string | null
}

/** Our own drawings and what was uploaded here, as `LessonBody` has it. */
const ownPicture = /^\/art\/[a-z0-9-]+\.svg$|^\/files\/[0-9a-f-]{36}$/

const Picture = Image.extend({
  parseHTML() {
    return [
      {
        tag: 'img[src]',
        // A picture that was copied from elsewhere is not taken: it could vanish, or watch who reads.
        getAttrs: (element) => ownPicture.test(element.getAttribute('src') ?? '') && null,
      },
    ]
  },
})

/** What a claim stands on. */
const Source = Node.create<{ label: string }>({
  name: 'source',
  group: 'block',
  atom: true,
  selectable: true,
  draggable: false,
  addOptions: () => ({ label: '' }),
  addAttributes: () => ({
    title: { default: '', parseHTML: (element) => element.getAttribute('data-title') ?? '' },
    issuer: { default: '', parseHTML: (element) => element.getAttribute('data-issuer') ?? '' },
    year: { default: 2000, parseHTML: (element) => Number(element.getAttribute('data-year')) },
    article: { default: null, parseHTML: (element) => element.getAttribute('data-article') },
  }),
  parseHTML: () => [{ tag: 'p[data-source]', priority: 60 }],
  renderHTML({ node }) {
    const { title, issuer, year, article } = node.attrs as SourceAttributes
    const kept = { 'data-title': title, 'data-issuer': issuer, 'data-year': year, 'data-article': article }
    const words = `${[title, article].filter(Boolean).join(' ')} · ${issuer} · ${year}`
    return [
      'p',
      mergeAttributes({ 'data-source': '' }, kept),
      ['b', {}, this.options.label],
      ['cite', {}, ` ${words}`],
    ]
  },
})

/** A quotation holds paragraphs alone, and a list's item begins with one. */
const contents: Record<string, string> = {
  blockquote: 'paragraph+',
  listItem: 'paragraph (paragraph | bulletList | orderedList)*',
}

const Kinds = StarterKit.extend({
  addExtensions() {
    return (this.parent?.() ?? []).map((extension) => {
      const content = contents[extension.name]
      return content === undefined ? extension : (extension as Node).extend({ content })
    })
  },
})

/** What can be written; `sourceLabel` stands before each source. */
export function editorExtensions(sourceLabel: string): Extensions {
  return [
    Kinds.configure({
      heading: { levels: [2, 3] },
      code: false,
      codeBlock: false,
      horizontalRule: false,
      hardBreak: false,
      strike: false,
      link: false,
      underline: false,
    }),
    Picture,
    Source.configure({ label: sourceLabel }),
  ]
}
