import { addTo } from './use-reports.ts'

const withoutNetwork = 503

/**
 * For a lesson's clientAction: what the server answers, or, where it cannot be reached, what she finished or answered
 * joins what this browser has to tell. The page says so and nothing is asked of her again.
 */
export async function orTellLater<Answer>({
  request,
  lesson,
  serverAction,
}: {
  request: Request
  lesson: string
  serverAction: () => Promise<Answer>
}): Promise<Answer | { keptAt: number }> {
  const form = await request.clone().formData()
  try {
    return await serverAction()
  } catch (error) {
    // What `fetch` throws where nothing answers; redirects and refusals are no TypeErrors.
    if (!(error instanceof TypeError)) throw error
    const { learner, deed, fields } = sentBy(form)
    addTo(learner, deed === 'read' ? { kind: 'read', lesson } : { kind: 'answered', lesson, form: fields })
    return Response.json({ keptAt: Date.now() }, { status: withoutNetwork }) as unknown as { keptAt: number }
  }
}

function sentBy(form: FormData): { learner: string; deed: string; fields: [string, string][] } {
  const fields = [...form].flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  )
  const [learner = '', deed = ''] = ['learner', 'deed'].map(
    (name) => fields.find(([one]) => one === name)?.[1],
  )
  return { learner, deed, fields: fields.filter(([name]) => name === 'key' || /^q\d/.test(name)) }
}
