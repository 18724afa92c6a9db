/** The shape that another language must have: every key of the source, each a text. */
export type TextsLike<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : TextsLike<Source[Key]>
}
