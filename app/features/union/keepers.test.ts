import { beforeEach, expect, test } from 'vitest'
import { database } from '#app/kernel/database.server.ts'
import { freshDatabase } from '#server/database/testing.ts'
import { appointKeeper, dismissKeeper, listKeepers } from './keepers.server.ts'
import { makeOrganisation, makePerson, makeStaff, reason } from './testing.server.ts'

beforeEach(freshDatabase)

const phone = '13911110000'

test('those who keep the one above let somebody keep an organisation, and end it', async () => {
  const district = await makeOrganisation('城阳区总工会')
  const village = await makeOrganisation('东大洋村工会', district.id)
  const above = await makeStaff(district.path)
  const personId = await makePerson('街道小李', phone)
  const asked = { id: village.id, role: 'staff', phone, reason } as const
  expect(await appointKeeper({ ...asked, phone: '13911119999' }, above)).toEqual({
    ok: false,
    reason: 'nobody',
  })
  expect((await appointKeeper(asked, above)).ok).toBe(true)
  expect(await appointKeeper(asked, above)).toEqual({ ok: false, reason: 'has-it-already' })
  const [keeper] = await listKeepers(village.path)
  expect(keeper).toMatchObject({ role: 'staff', name: '街道小李', phoneLast4: '0000' })
  // Who keeps it gives nobody the same, and does not end it.
  const own = { actor: { kind: 'person', id: personId }, keeps: [village.path] } as const
  const gone = { ok: false, reason: 'not-found' }
  expect(await appointKeeper({ ...asked, role: 'lecturer' }, own)).toEqual(gone)
  const grantId = keeper?.id ?? ''
  expect(await dismissKeeper({ id: village.id, grantId, reason }, own)).toEqual(gone)
  expect((await dismissKeeper({ id: village.id, grantId, reason }, above)).ok).toBe(true)
  expect(await listKeepers(village.path)).toEqual([])
})

test('a grant of another place is not ended from here', async () => {
  const district = await makeOrganisation('城阳区总工会')
  const here = await makeOrganisation('东大洋村工会', district.id)
  const there = await makeOrganisation('西大洋村工会', district.id)
  await makeStaff(there.path)
  const above = await makeStaff(district.path)
  const { id: grantId } = await database().roleGrant.findFirstOrThrow({
    where: { scope: `org:${there.path}` },
  })
  expect(await dismissKeeper({ id: here.id, grantId, reason }, above)).toEqual({
    ok: false,
    reason: 'not-found',
  })
})
