/** Why somebody cannot be erased now, whichever feature says so. */
export const erasureRefusals = {
  'order-open': 'directory:erase.orderOpen',
  'shop-order-open': 'directory:erase.shopOrderOpen',
  'on-air': 'directory:erase.onAir',
  'last-administrator': 'directory:erase.lastAdministrator',
  'holds-office': 'directory:erase.holdsOffice',
  'wrong-name': { name: 'directory:erase.wrongName' },
  'not-found': 'directory:member.gone',
} as const

export type ErasureObstacle = 'order-open' | 'shop-order-open' | 'on-air' | 'last-administrator'
