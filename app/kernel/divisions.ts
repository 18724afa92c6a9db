/** A division of China (GB/T 2260): its code of six digits and its name. */
export interface Division {
  code: string
  name: string
}

/** What a form of an address offers: the provinces, and what lies within those chosen so far. */
export interface DivisionChoices {
  provinces: Division[]
  /** The cities of the chosen province; none before one is chosen. */
  cities: Division[]
  /** The districts and counties of the chosen city. */
  districts: Division[]
}

/** The codes of the province and the city in which a district or county lies. */
export function divisionsAround(district: string): { province: string; city: string } {
  return { province: `${district.slice(0, 2)}0000`, city: `${district.slice(0, 4)}00` }
}
