/** The kinds of news: each has its sentence in the texts of the feature that sends it, by `namespace:key`. */
export interface NewsItem {
  id: string
  /** A text key with its namespace, as `orders:news.paid`. */
  kind: string
  params: Record<string, string | number>
  /** Where it leads, on this site. */
  path: string
  /** ISO 8601. */
  at: string
  read: boolean
}
