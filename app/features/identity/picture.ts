import { z } from 'zod'
import { PhotoField } from '#app/kernel/photos.ts'
import { drawings } from './drawings.ts'

const files = drawings.map(({ file }) => file)

/** One of the drawings, or none; or a photo of her own. A browser sends an empty file where she chose none. */
export const PictureForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('drawing'), drawing: z.enum([...files, 'none']) }),
  z.object({ kind: z.literal('photo'), photo: PhotoField }),
])
