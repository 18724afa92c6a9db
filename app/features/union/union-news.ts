/*
 * What people are told about their membership, by its text key, with the names and numbers for its sentence. All lead to
 * /me/union.
 */
export interface UnionNews {
  /** Something is to be mended in her application. */
  'union:news.returned': { reason: string }
  'union:news.accepted': { organisation: string; number: string }
  'union:news.rejected': { reason: string }
  'union:news.transferred': { organisation: string }
  'union:news.transfer-refused': { reason: string }
}

export type UnionNewsKind = keyof UnionNews
