const asking =
  /[?？]\s*$|吗|呢|几|多少|怎么|哪|什么时候|啥|^(how|when|where|what|which|is|are|do|does|can)\b/i

/** Whether a buyer seems to ask something: such a line is marked, so that no question goes under. */
export function isQuestion(text: string): boolean {
  return asking.test(text)
}
