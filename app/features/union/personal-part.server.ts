import { Prisma } from '#app/generated/prisma/client.ts'
import type { Transaction } from '#app/kernel/database.server.ts'
import { erasedName } from '#app/kernel/erased-name.ts'
import type { PersonalPart, Whose } from '#app/kernel/personal-data.server.ts'
import { sealPersonal } from '#app/kernel/personal.server.ts'
import { gatherMembership } from './gather-membership.server.ts'

/**
 * What the union keeps of her. Her row on the roll stays for the figures, with where she was and when, and without who she is;
 * so do the looks that staff took at it, which nothing takes back.
 */
export const personalPart: PersonalPart = {
  columns: [
    'member.name',
    'member.pinyin',
    'member.phone_cipher',
    'member.phone_hash',
    'member.phone_last4',
    'member.identity_cipher',
    'member.identity_hash',
    'member.identity_last4',
    'member.sex',
    'member.birth_month',
    'application.name',
    'application.phone_cipher',
    'application.phone_hash',
    'application.phone_last4',
    'application.identity_cipher',
    'application.identity_hash',
    'application.identity_last4',
    'application.sex',
    'application.birth_month',
    'roll_line.cells_cipher',
    'roll_line.fields_cipher',
    'pass.secret_cipher',
  ],
  gather: gatherMembership,
  async erase(tx, whose, now) {
    await emptyApplications(tx, whose)
    if (whose.personId !== null) await tx.pass.deleteMany({ where: { personId: whose.personId } })
    if (whose.memberId === null) return
    await joinCheckIns(tx, whose.memberId, now)
    await emptyMember(tx, whose.memberId, now)
    await endMembership(tx, whose.memberId, now)
    await emptyRollLines(tx, whose.memberId)
  },
}

/** Application rows of hers, whether by her account or by whom they made a member. */
function hers({ personId, memberId }: Whose): Prisma.Sql {
  return Prisma.sql`(person_id = ${personId}::uuid OR member_id = ${memberId}::uuid)`
}

/** What is decided stays counted; what is still open is taken back. */
async function emptyApplications(tx: Transaction, whose: Whose): Promise<void> {
  await tx.$executeRaw`
    UPDATE application SET
      status = CASE WHEN status IN ('draft', 'submitted', 'returned') THEN 'withdrawn'::application_status ELSE status END,
      name = CASE WHEN status IN ('accepted', 'rejected') THEN ${erasedName} END,
      reason = CASE WHEN status = 'rejected' THEN ${erasedName} END,
      phone_cipher = NULL, phone_hash = NULL, phone_last4 = NULL,
      identity_cipher = NULL, identity_hash = NULL, identity_last4 = NULL, sex = NULL, birth_month = NULL
    WHERE ${hers(whose)}`
}

/**
 * Where the log has her by her account alone and by her row on the roll alone, what joins the two goes: from now on the account's
 * row says it for both, and the figures stay as they were.
 */
async function joinCheckIns(tx: Transaction, memberId: string, now: Date): Promise<void> {
  await tx.$executeRaw`
    UPDATE check_in c SET voided_at = ${now}, void_reason = '同一个人记了两次'
    FROM member m
    WHERE m.id = ${memberId}::uuid AND c.member_id = m.id AND c.person_id IS NULL AND c.voided_at IS NULL
      AND EXISTS (
        SELECT FROM check_in a
        WHERE a.occasion = c.occasion AND a.person_id = m.person_id AND a.member_id IS NULL
          AND a.voided_at IS NULL AND a.state IN ('present', 'late'))`
}

async function emptyMember(tx: Transaction, id: string, now: Date): Promise<void> {
  await tx.member.update({
    where: { id },
    data: {
      ...{ name: erasedName, pinyin: '', sex: null, birthMonth: null },
      ...{ phoneCipher: null, phoneHash: null, phoneLast4: null },
      ...{ identityCipher: null, identityHash: null, identityLast4: null },
      // Her account's row goes on being counted where it was: the two say nothing of each other any more.
      ...{ personId: null, changedAt: now, erasedAt: now },
    },
  })
}

async function endMembership(tx: Transaction, memberId: string, now: Date): Promise<void> {
  await tx.membership.updateMany({
    where: { memberId, until: null },
    data: { until: now, endedBy: 'erased' },
  })
  await tx.transfer.updateMany({
    where: { memberId, status: 'open' },
    data: { status: 'withdrawn', closedAt: now },
  })
  await tx.transfer.updateMany({ where: { memberId, reason: { not: null } }, data: { reason: erasedName } })
  await tx.$executeRaw`
    UPDATE officer SET until = greatest("from", ${now}::date)
    WHERE member_id = ${memberId}::uuid AND (until IS NULL OR until > ${now}::date)`
}

/**
 * Rows of imported rolls that are hers, or may be; not those that a clerk found to be somebody else's. What was not applied
 * yet is left out of its import. Rows that nobody was found for go with their import, after thirty days at the latest.
 */
async function emptyRollLines(tx: Transaction, memberId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE roll_line SET cells_cipher = ${sealPersonal('[]')}, fields_cipher = NULL,
      verdict = CASE WHEN applied THEN verdict ELSE 'refused'::roll_verdict END, reasons = '{}'
    WHERE member_id = ${memberId}::uuid AND is_same IS DISTINCT FROM false`
}
