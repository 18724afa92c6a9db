import { expect, test } from 'vitest'
import {
  divisionChoices,
  divisionNames,
  districtName,
  findCities,
  findDistrict,
  findDistricts,
  findProvinces,
  isDistrict,
} from './divisions.server.ts'

test('a district is named with its city and its province', () => {
  expect(divisionNames('370214')).toBe('山东省 青岛市 城阳区')
  expect(districtName('370214')).toBe('城阳区')
})

test('where there is no city between, none is named', () => {
  expect(divisionNames('110105')).toBe('北京市 朝阳区')
  expect(divisionNames('500229')).toBe('重庆市 城口县')
  expect(divisionNames('469001')).toBe('海南省 五指山市')
  expect(divisionNames('441901')).toBe('广东省 东莞市 中堂镇')
})

test('a parcel goes to a district or a county, to nothing else', () => {
  expect(isDistrict('370214')).toBe(true)
  for (const code of ['370000', '370200', '999999', '', 'toString', '__proto__', '37021']) {
    expect(isDistrict(code), code).toBe(false)
    expect(divisionNames(code), code).toBeNull()
  }
})

test('every district is found by its province and its city, and has a name', () => {
  const provinces = findProvinces()
  expect(provinces).toHaveLength(34)
  const found = provinces.flatMap(({ code }) => {
    const cities = findCities(code)
    expect(cities.length, code).toBeGreaterThan(0)
    return cities.flatMap((city) => findDistricts(city.code))
  })
  expect(found.length).toBeGreaterThan(2800)
  for (const { code, name } of found) expect(divisionNames(code)?.endsWith(name), code).toBe(true)
})

test('a form offers what lies within the choice so far', () => {
  expect(divisionChoices({})).toMatchObject({ cities: [], districts: [] })
  const ofShandong = divisionChoices({ province: '370000' })
  expect(ofShandong.cities).toContainEqual({ code: '370200', name: '青岛市' })
  expect(ofShandong.districts).toEqual([])
  const ofQingdao = divisionChoices({ province: '370000', city: '370200' })
  expect(ofQingdao.districts).toContainEqual({ code: '370214', name: '城阳区' })
  expect(divisionChoices({ district: '370214' })).toEqual(ofQingdao)
  expect(divisionChoices({ province: 'x', city: 'y', district: 'z' })).toMatchObject({
    cities: [],
    districts: [],
  })
})

test('a city left standing when the province changed is as if it were not chosen', () => {
  const changed = divisionChoices({ province: '330000', city: '370200', district: '370214' })
  expect(changed.cities).toContainEqual({ code: '330100', name: '杭州市' })
  expect(changed.districts).toEqual([])
})

test('a district is found by what people call it, and not where several are called so', () => {
  for (const words of ['370214', '城阳区', '青岛市城阳区', '山东省 青岛市 城阳区'])
    expect(findDistrict(words), words).toBe('370214')
  expect(findDistrict('北京市朝阳区')).toBe('110105')
  for (const words of ['朝阳区', '济南市城阳区', '城阳', '区', '', '999999'])
    expect(findDistrict(words), words).toBeNull()
})
