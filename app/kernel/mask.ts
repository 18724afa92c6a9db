const phone = /(?<!\d)((?:86)?1[3-9]\d)([ -]?)\d{4}\2(\d{4})(?!\d)/g
const identityNumber = /(?<![\dA-Za-z])(\d{4})\d{13}([\dXx])(?![\dA-Za-z])/g
const publishingUrl = /(rtmps?:\/\/[^\s"\\]*\/)[^\s"\\/]+/g
const streamKey = /\blive\/[\w-]{16,}(?![\w-]*\/)/g
/** A link that makes whoever opens it an administrator or an assistant, also as the way back in another address. */
const secretLink = /((?:\/|%2f)(?:setup|assist)(?:\/|%2f))[\w-]{16,}/gi
const secretQuery = /([?&](?:ticket|token|key|code|secret|signature)=)[^&\s"\\#]+/gi

const jsonStringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g
const signInCode = /("code":)"?\d{6,8}"?(?=[,}])/g

/** The line of JSON without phones, sign-in codes, identity numbers, stream keys, secret links and query values. */
export function maskLine(json: string): string {
  return json.replace(signInCode, '$1"***"').replace(jsonStringOrNumber, maskToken)
}

/** A number that is a phone becomes a text, since asterisks are no number; part of a longer number is none. */
function maskToken(token: string): string {
  if (token.startsWith('"')) return maskText(token)
  if (!/^(\d{11}|\d{13}|\d{18})$/.test(token)) return token
  const masked = maskText(token)
  return masked === token ? token : `"${masked}"`
}

function maskText(text: string): string {
  return text
    .replace(secretQuery, '$1***')
    .replace(secretLink, '$1***')
    .replace(publishingUrl, '$1***')
    .replace(streamKey, 'live/***')
    .replace(identityNumber, '$1************$2')
    .replace(phone, '$1$2****$2$3')
}
