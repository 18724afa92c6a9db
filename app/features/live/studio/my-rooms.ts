/** A room as it stands in the list of the people who work in it. */
export interface MyRoom {
  slug: string
  title: string
  place: string
  cover: string
  host: string
  as: 'host' | 'assistant'
  onAir: boolean
}

/** Where a press on the room leads: its host to the studio, her assistant to the chat. */
export function workplaceOf({ slug, as }: Pick<MyRoom, 'slug' | 'as'>): string {
  return as === 'host' ? `/studio/${slug}` : `/studio/${slug}/assist`
}
