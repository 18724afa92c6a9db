import type { RollRow } from './read-row.ts'

/** What is remembered of a row while those below it are compared. */
interface Earlier {
  line: number
  name: string
  phone: string | null
  identityNumber: string | null
  birthMonth: string | null
  organisationId: string
}

export interface FoundEarlier {
  /** The line on which the same person stands already. */
  twice: number | null
  /** A line on which it may be her. */
  alike: number | null
}

/** The rows above in the same file: the same rules that hold against the roll hold among them. */
export function earlierRows() {
  const byIdentity = new Map<string, number>()
  const byPhone = new Map<string, Earlier[]>()
  const byName = new Map<string, Earlier[]>()
  const byMember = new Map<string, number>()
  return {
    find(row: RollRow & { organisationId: string }): FoundEarlier {
      const ofPhone = row.phone === null ? [] : (byPhone.get(row.phone) ?? [])
      const sameIdentity = row.identityNumber === null ? undefined : byIdentity.get(row.identityNumber)
      const twice = sameIdentity ?? ofPhone.find(({ name }) => name === row.name)?.line ?? null
      const near = [...ofPhone, ...(byName.get(row.name) ?? [])].find((one) => isAlike(row, one))
      return { twice, alike: near?.line ?? null }
    },
    add(row: RollRow & { organisationId: string }, line: number): void {
      const { name, phone, identityNumber, birthMonth, organisationId } = row
      const kept: Earlier = { line, name, phone, identityNumber, birthMonth, organisationId }
      if (identityNumber !== null) byIdentity.set(identityNumber, line)
      if (phone !== null) push(byPhone, phone, kept)
      push(byName, name, kept)
    },
    /** The line that is this member already, else null; from now on this one is. */
    claim(memberId: string, line: number): number | null {
      const first = byMember.get(memberId)
      if (first !== undefined) return first
      byMember.set(memberId, line)
      return null
    },
  }
}
export type EarlierRows = ReturnType<typeof earlierRows>

function isAlike(row: RollRow & { organisationId: string }, one: Earlier): boolean {
  if (row.identityNumber !== null && one.identityNumber !== null) return false
  if (row.phone !== null && row.phone === one.phone) return true
  if (row.name !== one.name) return false
  if (row.birthMonth !== null && one.birthMonth !== null) return row.birthMonth === one.birthMonth
  const phonesDiffer = row.phone !== null && one.phone !== null
  return !phonesDiffer && row.organisationId === one.organisationId
}

function push(map: Map<string, Earlier[]>, key: string, one: Earlier): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [one])
  else list.push(one)
}
