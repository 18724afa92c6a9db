import { z } from 'zod'
import type { Jobs } from '#app/kernel/outbox.server.ts'
import { prepareFilmTask, removeUploadTask } from './films.server.ts'
import { prepareFilm } from './prepare-film.server.ts'
import { sweepFilms } from './sweep-films.server.ts'
import { removeUpload } from './uploads-folder.server.ts'

const AboutFilm = z.object({ film: z.uuid() })

/** What the outbox runs for films. Each may run more than once. */
export const filmJobs: Jobs = {
  [prepareFilmTask]: (payload, stopping) => prepareFilm(AboutFilm.parse(payload).film, stopping),
  [removeUploadTask]: (payload) => removeUpload(AboutFilm.parse(payload).film),
  'training.sweep-films': () => sweepFilms(),
}

/** Which of them run by the clock, as cron says it (UTC): while Qingdao sleeps. */
export const filmCrontab: Record<string, string> = { 'training.sweep-films': '40 19 * * *' }
