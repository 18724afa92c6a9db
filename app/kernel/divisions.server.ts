import { areaList } from '@vant/area-data'
import { singleton } from './singleton.ts'
import { divisionsAround, type Division, type DivisionChoices } from './divisions.ts'

/*
 * Stays on the server: the whole list is some 120 kB. Every district of it lies in a city, every city in a province;
 * where the law knows no city between (Beijing, the counties under a province), the list has one that only stands in.
 */

/** The municipalities: their "cities" repeat the name or say no more than "counties". */
const municipalities = new Set(['11', '12', '31', '50'])

export function findProvinces(): Division[] {
  return index().provinces
}

/** The cities of a province, by its code; none for what is no province. */
export function findCities(province: string): Division[] {
  return index().citiesOf.get(province) ?? []
}

/** The districts and counties of a city, by its code; none for what is no city. */
export function findDistricts(city: string): Division[] {
  return index().districtsOf.get(city) ?? []
}

/**
 * What a form offers when so much of an address is chosen, each by its code. What does not lie within the choice before
 * it is as if it were not chosen (a city that was left standing when the province changed); a district alone is enough.
 */
export function divisionChoices(chosen: {
  province?: string
  city?: string
  district?: string
}): DivisionChoices {
  const around = divisionsAround(chosen.district ?? chosen.city ?? '')
  const province = chosen.province ?? around.province
  const city = [chosen.city, divisionsAround(chosen.district ?? '').city].find((code) =>
    findCities(province).some((known) => known.code === code),
  )
  return { provinces: findProvinces(), cities: findCities(province), districts: findDistricts(city ?? '') }
}

/** Whether a parcel can be sent there: a district or county, not a city or a province. */
export function isDistrict(code: string): boolean {
  return Object.hasOwn(areaList.county_list, code)
}

/** Its own name ("城阳区"); null for what is no district or county. */
export function districtName(code: string): string | null {
  return isDistrict(code) ? (areaList.county_list[code] ?? null) : null
}

/** "山东省 青岛市 城阳区", "北京市 朝阳区"; null for what is no district or county. */
export function divisionNames(code: string): string | null {
  const district = districtName(code)
  if (district === null) return null
  const { province, city } = divisionsAround(code)
  const names = [areaList.province_list[province], standsIn(city) ? null : areaList.city_list[city], district]
  return names.filter((name) => name).join(' ')
}

/** Whether a city of the list is none: of a municipality, or what lies right under a province. */
function standsIn(city: string): boolean {
  return municipalities.has(city.slice(0, 2)) || city.slice(2, 4) === '90'
}

function index() {
  return singleton('divisions', () => ({
    provinces: divisionsIn(areaList.province_list),
    citiesOf: grouped(areaList.city_list, (code) => `${code.slice(0, 2)}0000`),
    districtsOf: grouped(areaList.county_list, (code) => `${code.slice(0, 4)}00`),
  }))
}

function divisionsIn(list: Record<string, string>): Division[] {
  return Object.entries(list).map(([code, name]) => ({ code, name }))
}

function grouped(list: Record<string, string>, above: (code: string) => string): Map<string, Division[]> {
  const groups = new Map<string, Division[]>()
  for (const division of divisionsIn(list)) {
    const key = above(division.code)
    groups.set(key, [...(groups.get(key) ?? []), division])
  }
  return groups
}

/** The codes of the districts and counties whose names hold these words; none for a single character. */
export function districtsNamed(words: string): string[] {
  if (words.length < 2) return []
  return Object.entries(areaList.county_list)
    .filter(([, name]) => name.includes(words))
    .map(([code]) => code)
}

/** The district that these words name, by itself or after its city and province ("青岛市城阳区"), or its code; null where none or several are named so. */
export function findDistrict(words: string): string | null {
  const plain = words.replace(/\s/g, '')
  if (isDistrict(plain)) return plain
  const named = districtsNamed(plain.slice(-2)).filter((code) => {
    const whole = (divisionNames(code) ?? '').replaceAll(' ', '')
    return plain.length > 2 ? whole.endsWith(plain) : districtName(code) === plain
  })
  return named.length === 1 ? (named[0] ?? null) : null
}
