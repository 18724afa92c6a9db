import type { SeedBlock, SeedQuestion } from '#prisma/seed/courses/types.ts'
import type { LessonBlock, LessonBody, LessonListItem, LessonText } from './lesson-body.ts'
import type { Question } from './quiz.ts'

/*
 * The demo's courses are written as plain blocks; here they become what an editor would have written.
 */

export function bodyOf(blocks: readonly SeedBlock[]): LessonBody {
  return { type: 'doc', content: blocks.map(blockOf) }
}

export function questionOf(question: SeedQuestion): Question {
  if (question.kind === 'order') {
    const { items, ...rest } = question
    return { ...rest, options: items }
  }
  if (question.kind === 'number') return question
  const { choices, ...rest } = question
  return { ...rest, options: choices }
}

function blockOf(block: SeedBlock): LessonBlock {
  switch (block.kind) {
    case 'heading':
      return { type: 'heading', attrs: { level: 2 }, content: textOf(block.text) }
    case 'say':
      return paragraphOf(block.text)
    case 'points':
      return { type: 'bulletList', content: block.items.map(itemOf) }
    case 'steps':
      return { type: 'orderedList', content: block.items.map(itemOf) }
    case 'example':
      return { type: 'blockquote', content: [paragraphOf(block.text)] }
    case 'picture':
      return { type: 'image', attrs: { src: `/art/${block.art}.svg`, alt: block.alt } }
    case 'source':
      return { type: 'source', attrs: { ...block.source } }
  }
}

function paragraphOf(text: string): { type: 'paragraph'; content: LessonText[] } {
  return { type: 'paragraph', content: textOf(text) }
}

function itemOf(text: string): LessonListItem {
  return { type: 'listItem', content: [paragraphOf(text)] }
}

/** `**bold**` becomes a mark. */
function textOf(text: string): LessonText[] {
  return text
    .split('**')
    .map((part, index): LessonText =>
      index % 2 === 0
        ? { type: 'text', text: part }
        : { type: 'text', text: part, marks: [{ type: 'bold' }] },
    )
    .filter((part) => part.text !== '')
}
