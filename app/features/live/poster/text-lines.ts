/**
 * Breaks `text` into at most `most` lines that `fits` accepts, between characters as Chinese is set, and between words
 * of Latin letters. What is left over ends in an ellipsis.
 */
export function breakLines(text: string, fits: (line: string) => boolean, most: number): string[] {
  const lines: string[] = []
  let line = ''
  const pieces = text.trim().match(/[\p{Script=Latin}\d'’-]+|\s+|./gu) ?? []
  for (const [place, piece] of pieces.entries()) {
    if (line !== '' && !fits(line + piece.trimEnd())) {
      if (lines.length + 1 === most) return [...lines, shorten(line + pieces.slice(place).join(''), fits)]
      lines.push(whole(line, fits))
      line = piece.trimStart()
    } else line += piece
  }
  return line.trim() === '' ? lines : [...lines, whole(line, fits)]
}

/** The line, where it fits; a single word that is longer than a line ends in an ellipsis. */
function whole(line: string, fits: (line: string) => boolean): string {
  const text = line.trimEnd()
  return fits(text) ? text : shorten(text, fits)
}

function shorten(text: string, fits: (line: string) => boolean): string {
  const characters = Array.from(text)
  while (characters.length > 0 && !fits(`${characters.join('').trimEnd()}…`)) characters.pop()
  return `${characters.join('').trimEnd()}…`
}
