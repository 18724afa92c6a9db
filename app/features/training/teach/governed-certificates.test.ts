import { beforeEach, expect, test } from 'vitest'
import { makeMember, makeOrganisation, makePerson } from '#app/features/union/testing.server.ts'
import { database } from '#app/kernel/database.server.ts'
import { placeAsked } from '#app/kernel/page-number.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { certificateNumber } from '../certificate-number.ts'
import { publishCourse } from '../testing.server.ts'
import { listCertificates } from './governed-certificates.server.ts'

beforeEach(freshDatabase)

const slug = 'live'
const issuedAt = new Date('2026-03-08T08:00:00Z')

/** Certificates of one course, all issued at one moment; answers their numbers. */
async function certify(holders: readonly { personId: string; name: string }[]): Promise<string[]> {
  await publishCourse(slug, [])
  const version = await database().courseVersion.findFirstOrThrow({ where: { course: { slug } } })
  const rows = holders.map(({ personId, name }, place) => ({
    ...{ number: certificateNumber({ year: 2026, serial: place + 1 }), personId, holderName: name, issuedAt },
    ...{ courseId: version.courseId, versionId: version.id },
  }))
  await database().certificate.createMany({ data: rows })
  return rows.map(({ number }) => number)
}

async function found(find: string, course: string | null = null): Promise<string[]> {
  const { certificates } = await listCertificates({ slug: course, find })
  return certificates.map(({ holder }) => holder).toSorted()
}

test('a certificate is found by its holder’s name, pinyin, phone ending or member number', async () => {
  const { id: organisation } = await makeOrganisation('晓阳村工会')
  const member = await makeMember(organisation, { name: '王秀英', phone: '13900000077' })
  const { number } = await database().member.findUniqueOrThrow({ where: { personId: member.personId } })
  const stranger = await makePerson('刘老师', '13900000088')
  const foreigner = await makePerson('安娜', '13900000099')
  await certify([
    { personId: member.personId, name: '王秀英' },
    { personId: stranger, name: '刘桂香' },
    { personId: foreigner, name: 'Anna Smith' },
  ])
  for (const find of ['王秀', '王 秀英', 'wangxiu', 'wxy', 'Xiu Ying', '0077', number])
    expect(await found(find), find).toEqual(['王秀英'])
  for (const find of ['桂香', '0088']) expect(await found(find), find).toEqual(['刘桂香'])
  for (const find of ['anna', 'Anna S']) expect(await found(find), find).toEqual(['Anna Smith'])
  expect(await found('')).toHaveLength(3)
  for (const find of ['%', '秀_', '0000', '孙大姐']) expect(await found(find), find).toEqual([])
  expect(await found('王秀英', 'another')).toEqual([])
})

test('of certificates issued at one moment none is skipped between two pages and none stands on both', async () => {
  const people = await database().person.createManyAndReturn({
    data: Array.from({ length: 120 }, (_, place) => ({ name: `渔家女${place}` })),
    select: { id: true, name: true },
  })
  const numbers = await certify(people.map(({ id: personId, name }) => ({ personId, name })))
  const seen: string[] = []
  let earlier: string | null = ''
  for (let page = 0; earlier !== null; page += 1) {
    expect(page).toBeLessThan(4)
    const address: string = `http://localhost/teach/certificates?before=${encodeURIComponent(earlier)}`
    const listed = await listCertificates({ slug, find: '', before: placeAsked(new Request(address)) })
    seen.push(...listed.certificates.map(({ number }) => number))
    earlier = listed.earlier
  }
  expect(seen).toHaveLength(120)
  expect(seen.toSorted()).toEqual(numbers.toSorted())
})
