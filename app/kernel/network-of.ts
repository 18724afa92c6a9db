/** Whose line an address is: one subscriber of IPv6 has a whole /64 of addresses; of IPv4, one. */
export function networkOf(address = ''): string {
  const plain = address.replace(/^::ffff:(?=[\d.]+$)/i, '')
  if (!plain.includes(':')) return plain
  const [front = [], back = []] = plain.split('::').map((side) => side.split(':').filter(Boolean))
  const gap = Math.max(0, 8 - front.length - back.length)
  return [...front, ...Array<string>(gap).fill('0'), ...back].slice(0, 4).join(':')
}
