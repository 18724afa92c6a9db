import PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import { openFonts, type Fonts, type Weight } from './certificate-fonts.server.ts'
import type { CertificatePaper } from './certificate-paper.ts'

/** A4 across, in points. */
const width = 842
const height = 595
const sea = '#0d5560'
const pale = '#bfdbda'
const ink = '#0f2a2f'
const muted = '#55696e'
const warn = '#805200'

interface Sheet {
  pdf: PDFKit.PDFDocument
  fonts: Fonts
  /** The fonts that this document has already. */
  registered: Set<string>
}

interface Line {
  y: number
  size: number
  weight?: Weight
  colour?: string
  /** Its left end; in the middle of the sheet where none is given. */
  x?: number
}

/** The certificate as a PDF of one page, its characters embedded: it prints alike everywhere. */
export async function drawCertificate(paper: CertificatePaper): Promise<Buffer> {
  const pdf = new PDFDocument({
    ...{ size: 'A4', layout: 'landscape', margin: 0, lang: 'zh-CN' },
    info: { Title: `${paper.title} ${paper.name}`, Author: paper.issuer },
  })
  const bytes = collect(pdf)
  const sheet = { pdf, fonts: openFonts(), registered: new Set<string>() }
  drawFrame(pdf)
  write(sheet, paper.title, { y: 84, size: 44, weight: 700, colour: sea })
  write(sheet, paper.name, { y: 178, size: 30, weight: 700 })
  linesOf(sheet, paper.said, 600, 18).forEach((words, index) =>
    write(sheet, words, { y: 240 + index * 30, size: 18 }),
  )
  paper.facts.forEach(({ name, words }, index) => {
    write(sheet, name, { x: 110, y: 372 + index * 52, size: 12, colour: muted })
    write(sheet, words, { x: 110, y: 388 + index * 52, size: 17, weight: 700 })
  })
  drawCode(pdf, paper.address)
  write(sheet, paper.addressHint, { x: 640, y: 482, size: 11, colour: muted })
  write(sheet, paper.issuer, { y: 506, size: 16, weight: 700, colour: sea })
  if (paper.demo !== null) write(sheet, paper.demo, { y: 58, size: 14, weight: 700, colour: warn })
  pdf.end()
  return bytes
}

function collect(pdf: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk))
    pdf.on('end', () => resolve(Buffer.concat(chunks)))
    pdf.on('error', reject)
  })
}

function drawFrame(pdf: PDFKit.PDFDocument): void {
  pdf
    .lineWidth(2.5)
    .rect(30, 30, width - 60, height - 60)
    .stroke(sea)
  pdf
    .lineWidth(1)
    .rect(39, 39, width - 78, height - 78)
    .stroke(pale)
}

/** One line, each piece in the font that has its characters. */
function write(sheet: Sheet, text: string, { x, y, size, weight = 400, colour = ink }: Line): void {
  const { pdf, fonts } = sheet
  let at = x ?? (width - lengthOf(sheet, text, { size, weight })) / 2
  for (const { part, words } of fonts.runsOf(text)) {
    useFont(sheet, part, weight).fontSize(size).fillColor(colour)
    pdf.text(words, at, y, { lineBreak: false })
    at += pdf.widthOfString(words)
  }
}

function lengthOf(sheet: Sheet, text: string, { size, weight }: { size: number; weight: Weight }): number {
  return sheet.fonts
    .runsOf(text)
    .reduce(
      (sum, { part, words }) => sum + useFont(sheet, part, weight).fontSize(size).widthOfString(words),
      0,
    )
}

/** The text in lines that fit, broken between any two Chinese characters, or at a space. */
function linesOf(sheet: Sheet, text: string, most: number, size: number): string[] {
  const pieces = text.match(
    /[\p{Script=Han}“《]?[\p{Script=Han}][，。、；：”》]*|[^\s\p{Script=Han}]+\s*|\s+/gu,
  ) ?? [text]
  const lines: string[] = []
  for (const piece of pieces) {
    const longer = `${lines.at(-1) ?? ''}${piece}`
    const fits = lines.length > 0 && lengthOf(sheet, longer, { size, weight: 400 }) <= most
    if (fits) lines[lines.length - 1] = longer
    else lines.push(piece)
  }
  return lines
}

/** Each file is embedded once, and of it only what is written. */
function useFont({ pdf, fonts, registered }: Sheet, part: string, weight: Weight): PDFKit.PDFDocument {
  const name = `${part}-${weight}`
  if (!registered.has(name)) pdf.registerFont(name, fonts.read(part, weight))
  registered.add(name)
  return pdf.font(name)
}

/** The address as squares, so that it stays sharp on paper. */
function drawCode(pdf: PDFKit.PDFDocument, address: string): void {
  const { modules } = QRCode.create(address, { errorCorrectionLevel: 'M' })
  const side = 112 / modules.size
  const [left, top] = [640, 366]
  modules.data.forEach((dark, index) => {
    if (!dark) return
    const [column, row] = [index % modules.size, Math.floor(index / modules.size)]
    pdf.rect(left + column * side, top + row * side, side, side)
  })
  pdf.fill(ink)
}
