import { z } from 'zod'

/** The name under which the next broadcast runs, as `NewRoom` takes it. */
export const RoomTitleForm = z.object({ title: z.string().trim().min(1).max(60) })
