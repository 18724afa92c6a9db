import { z } from 'zod'
import { withNumbers } from './forms.ts'

/** The largest photo that is taken, in bytes. */
export const largestPhoto = 8 * 1024 * 1024

const photoTooBig = withNumbers('common:form.fileTooBig', { megabytes: largestPhoto / 1024 / 1024 })

/** What is refused of a photo, as text keys. */
export const photoRefusals = {
  'not-a-photo': 'common:form.photoKind',
  'broken-photo': 'common:form.photoBroken',
  busy: 'common:form.photoBusy',
  'too-many-pixels': 'common:form.photoTooLarge',
  'too-big': photoTooBig,
} as const

/** A photo in a form. A browser sends an empty file where she chose none. */
export const PhotoField = z
  .file({ error: 'common:form.photoMissing' })
  .refine((file) => file.size > 0, { error: 'common:form.photoMissing', abort: true })
  .refine((file) => file.size <= largestPhoto, { error: photoTooBig })
