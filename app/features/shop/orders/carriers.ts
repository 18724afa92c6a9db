/** Who brings parcels in China, by the codes that the texts name; `other` for whom the list does not know. */
export const carriers = [
  'sf',
  'jd',
  'ems',
  'zto',
  'yto',
  'sto',
  'yunda',
  'jtexpress',
  'deppon',
  'other',
] as const
export type Carrier = (typeof carriers)[number]
