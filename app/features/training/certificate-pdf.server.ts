import type { Language } from '#app/kernel/i18n/languages.ts'
import { runInWorker } from '#app/kernel/workers.server.ts'
import { dayOfIssue } from './certificate-number.ts'
import type { CertificatePaper } from './certificate-paper.ts'
import type { OwnCertificate } from './certificates.server.ts'
import { checkAddress } from './check-address.server.ts'
import { texts } from './learn-texts.ts'

/** The certificate to print, in the language she reads; drawn in a thread of its own. */
export function certificatePdf(certificate: OwnCertificate, language: Language): Promise<Uint8Array> {
  return runInWorker<Uint8Array>('certificate', paperOf(certificate, language))
}

function paperOf(
  { number, holderName, course, issuedAt, demo }: OwnCertificate,
  language: Language,
): CertificatePaper {
  const words = texts[language].certificate
  return {
    title: words.title,
    name: words.to.replace('{{name}}', holderName),
    said: words.of.replace('{{course}}', course[language]),
    facts: [
      { name: words.number, words: number },
      { name: words.day, words: dayOfIssue(issuedAt, language) },
    ],
    issuer: words.issuer,
    address: checkAddress(number),
    addressHint: words.qr,
    demo: demo ? words.demo : null,
  }
}
