/** Who is asking: a signed-in person, or null for anyone who opened a link. */
export type Visitor = { personId: string } | null
