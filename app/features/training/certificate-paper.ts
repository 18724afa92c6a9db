/** What stands on a certificate's paper, in one language. Plain data: it is handed to the thread that draws it. */
export interface CertificatePaper {
  title: string
  name: string
  said: string
  facts: { name: string; words: string }[]
  issuer: string
  /** Where it is checked: the code leads there. */
  address: string
  addressHint: string
  /** That it is only a demonstration; null on a real one. */
  demo: string | null
}
