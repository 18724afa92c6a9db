import { z } from 'zod'

/*
 * What a text lesson says, as ProseMirror's JSON with only the kinds that we show. The editor's schema is the same:
 * what it can write, this accepts.
 */

const Mark = z.object({ type: z.enum(['bold', 'italic']) })
const Text = z.object({ type: z.literal('text'), text: z.string().min(1), marks: z.array(Mark).optional() })
const inline = z.array(Text).optional()

const Paragraph = z.object({ type: z.literal('paragraph'), content: inline })
const Heading = z.object({
  type: z.literal('heading'),
  attrs: z.object({ level: z.union([z.literal(2), z.literal(3)]) }),
  content: inline,
})

/** Our own drawings and what people gave us: a picture from elsewhere could vanish, or watch who reads. */
const PicturePath = z
  .string()
  .regex(/^\/art\/[a-z0-9-]+\.svg$|^\/files\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
const Picture = z.object({
  type: z.literal('image'),
  attrs: z.object({ src: PicturePath, alt: z.string().max(300).default('') }),
})

/** What a claim stands on: shown right under it. */
const Source = z.object({
  type: z.literal('source'),
  attrs: z.object({
    title: z.string().min(1).max(200),
    issuer: z.string().min(1).max(200),
    year: z.number().int().min(1900).max(2200),
    article: z.string().max(200).nullish(),
  }),
})

const ListItem = z.object({
  type: z.literal('listItem'),
  get content() {
    return z.array(z.union([Paragraph, BulletList, OrderedList])).min(1)
  },
})
const BulletList = z.object({ type: z.literal('bulletList'), content: z.array(ListItem).min(1) })
const OrderedList = z.object({ type: z.literal('orderedList'), content: z.array(ListItem).min(1) })
const Quotation = z.object({ type: z.literal('blockquote'), content: z.array(Paragraph).min(1) })

const Block = z.discriminatedUnion('type', [
  Paragraph,
  Heading,
  BulletList,
  OrderedList,
  Quotation,
  Picture,
  Source,
])

export const LessonBody = z.object({ type: z.literal('doc'), content: z.array(Block).max(500) })

export type LessonBody = z.infer<typeof LessonBody>
export type LessonBlock = z.infer<typeof Block>
export type LessonText = z.infer<typeof Text>
export type LessonListItem = z.infer<typeof ListItem>
