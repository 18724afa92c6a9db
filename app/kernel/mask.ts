const phone = /(?<!\d)((?:86)?1[3-9]\d)([ -]?)\d{4}\2(\d{4})(?!\d)/g
const identityNumber = /(?<![\dA-Za-z])(\d{4})\d{10}\d{3}([\dXx])(?![\dA-Za-z])/g
const publishingUrl = /(rtmps?:\/\/[^\s"\\]*\/)[^\s"\\/]+/g
const streamKey = /\blive\/[\w-]{16,}(?![\w-]*\/)/g
const secretQuery = /([?&](?:ticket|token|key|code|secret|signature)=)[^&\s"\\#]+/gi

const signInCode = /("code":)"?\d{6,8}"?(?=[,}])/g

/** The text without phones, sign-in codes, identity numbers, stream keys and secret query values; JSON stays JSON. */
export function maskSecrets(text: string): string {
  return text
    .replace(signInCode, '$1"***"')
    .replace(secretQuery, '$1***')
    .replace(publishingUrl, '$1***')
    .replace(streamKey, 'live/***')
    .replace(identityNumber, (match, head: string, tail: string, offset: number, whole: string) =>
      quoteBare(`${head}**********${tail}`, match, offset, whole),
    )
    .replace(phone, (match, head: string, gap: string, tail: string, offset: number, whole: string) =>
      quoteBare(`${head}${gap}****${gap}${tail}`, match, offset, whole),
    )
}

/** A bare number in JSON becomes a string once it holds asterisks. */
function quoteBare(masked: string, match: string, offset: number, whole: string): string {
  const before = whole[offset - 1] ?? ''
  const after = whole[offset + match.length] ?? ''
  return /[:,[]/.test(before) && /[,}\]]/.test(after) && !insideString(whole, offset) ? `"${masked}"` : masked
}

function insideString(json: string, offset: number): boolean {
  let inside = false
  for (let index = 0; index < offset; index += 1) {
    if (json[index] === '\\') index += 1
    else if (json[index] === '"') inside = !inside
  }
  return inside
}
