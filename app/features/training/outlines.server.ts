import { z } from 'zod'
import { LessonKind } from '#app/generated/prisma/enums.ts'
import { database } from '#app/kernel/database.server.ts'
import type { LessonLine, ModuleLines } from './courses.ts'

const Rows = z.array(
  z.object({
    versionId: z.string(),
    modulePlace: z.number(),
    moduleZh: z.string(),
    moduleEn: z.string(),
    key: z.string(),
    kind: z.enum(LessonKind),
    titleZh: z.string(),
    titleEn: z.string(),
    minutes: z.number(),
    seconds: z.number(),
    questions: z.number(),
    done: z.boolean(),
    position: z.number(),
    watched: z.number(),
    touchedAt: z.date().nullable(),
  }),
)
type Row = z.infer<typeof Rows>[number]

/** What these versions consist of, with what somebody (null: a stranger) has done of each lesson. */
export async function readOutlines(
  versionIds: readonly string[],
  personId: string | null,
): Promise<Map<string, ModuleLines[]>> {
  if (versionIds.length === 0) return new Map()
  const rows = await database().$queryRaw`
    SELECT l.version_id AS "versionId", m.place AS "modulePlace", m.title_zh AS "moduleZh", m.title_en AS "moduleEn",
      l.key, l.kind, l.title_zh AS "titleZh", l.title_en AS "titleEn", l.minutes,
      ceil(coalesce(l.duration_ms, l.to_ms - l.from_ms, 0) / 1000.0)::int AS seconds,
      coalesce(jsonb_array_length(l.questions), 0) AS questions,
      p.completed_at IS NOT NULL AS done, coalesce(p.position_seconds, 0) AS position,
      coalesce(seconds_played(p.played), 0) AS watched, p.changed_at AS "touchedAt"
    FROM lesson l
    JOIN course_module m ON m.id = l.module_id
    LEFT JOIN lesson_progress p ON p.lesson_key = l.key AND p.person_id = ${personId}::uuid
    WHERE l.version_id = ANY (${[...versionIds]}::uuid[])
    ORDER BY l.version_id, m.place, l.place`
  return inModules(Rows.parse(rows))
}

function inModules(rows: readonly Row[]): Map<string, ModuleLines[]> {
  const outlines = new Map<string, Map<number, ModuleLines>>()
  for (const row of rows) {
    const modules = outlines.get(row.versionId) ?? new Map<number, ModuleLines>()
    outlines.set(row.versionId, modules)
    const part = modules.get(row.modulePlace) ?? {
      title: { zh: row.moduleZh, en: row.moduleEn },
      lessons: [],
    }
    modules.set(row.modulePlace, part)
    part.lessons.push(lineOf(row))
  }
  return new Map([...outlines].map(([version, modules]) => [version, [...modules.values()]]))
}

function lineOf(row: Row): LessonLine {
  const { key, kind, titleZh, titleEn, minutes, seconds, questions, done, position, watched, touchedAt } = row
  return {
    ...{ key, kind, minutes, seconds, questions, done, position, watched },
    title: { zh: titleZh, en: titleEn },
    touchedAt: touchedAt?.getTime() ?? null,
  }
}
