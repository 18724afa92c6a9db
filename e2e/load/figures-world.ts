import pg from 'pg'

/** How large the roll is whose page of figures is measured. */
export const worldSize = {
  members: 100_000,
  streets: 20,
  villagesOfStreet: 40,
  classes: 20_000,
  attendances: 600_000,
  certificates: 10_000,
  hosts: 2000,
  broadcasts: 40_000,
  orders: 50_000,
}

const { members, streets, villagesOfStreet, classes, attendances, certificates, hosts, broadcasts, orders } =
  worldSize
const villages = streets * villagesOfStreet
const perClass = attendances / classes

/** The beginning of the years over which all of it is spread: the page is asked for all of them. */
export const firstMonth = '2023-01'
const beginning = `timestamptz '2022-12-31 16:00Z'`

/**
 * A share (0–1) of the time since the beginning, as SQL: every row has a moment of its own, the same share the same moment
 * within one transaction.
 */
const at = (share: string) => `(${beginning} + (now() - ${beginning}) * (${share}))`
/** A share of the time that looks like chance, by a row's number: neighbours lie far apart. */
const scattered = (number: string) => at(`((${number}) * 7919 % 10007) / 10007.0`)
/** The same id for the same number of a kind, of the version (8) that is of one's own making. */
const id = (kind: string, number: string) =>
  `overlay(overlay(md5('${kind}' || (${number})) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid`
const numbers = (count: number) => `generate_series(0, ${count - 1}) AS n`

/**
 * Fills the tree under an organisation: streets, villages, members of whom every tenth moved to the next village, every
 * twentieth left, and every second has an account; classes with those who came, by their row on the roll or by their account;
 * certificates, broadcasts, and paid orders.
 */
export async function fillWorld(url: string, organisation: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('BEGIN')
    // No keys are checked, which would take longer than the rows themselves.
    await client.query('SET LOCAL session_replication_role = replica')
    for (const statement of [...tree(organisation), ...roll, ...teaching, ...selling])
      await client.query(statement)
    await client.query('COMMIT')
    // PostgreSQL does so by itself within minutes; the page is not measured in them.
    await client.query('VACUUM ANALYZE')
  } finally {
    await client.end()
  }
}

const tree = (organisation: string): string[] => [
  `INSERT INTO organisation (id, key, path, parent_id, kind, name, pinyin, takes_members, invite_code)
    SELECT ${id('street', 'n')}, 's' || n, top.path || '.s' || n, top.id, 'subdistrict', '街道' || n, 'jiedao', true, 'S' || n
    FROM ${numbers(streets)}, organisation top WHERE top.id = '${organisation}'`,
  `INSERT INTO organisation (id, key, path, parent_id, kind, name, pinyin, takes_members, invite_code)
    SELECT ${id('village', 'n')}, 'v' || n, street.path || '.v' || n, street.id, 'village', '村' || n, 'cun', true, 'V' || n
    FROM ${numbers(villages)} JOIN organisation street ON street.id = ${id('street', `n % ${streets}`)}`,
]

const until = (moved: string, left: string) =>
  `CASE WHEN n % 10 = 3 THEN ${moved} WHEN n % 20 = 7 THEN ${left} END`
const roll = [
  `INSERT INTO person (id, name) SELECT ${id('person', 'n')}, '会员' || n FROM ${numbers(members)} WHERE n % 2 = 0`,
  `INSERT INTO member (id, number, person_id, name, pinyin, sex, birth_month, trade)
    SELECT ${id('member', 'n')}, (100000000 + n)::text, CASE WHEN n % 2 = 0 THEN ${id('person', 'n')} END, '会员' || n, 'huiyuan',
      (CASE WHEN n % 10 < 7 THEN 'female' ELSE 'male' END)::sex,
      make_date(1958 + n % 44, 1 + n % 12, 1), (enum_range(NULL::trade))[1 + n % 9]
    FROM ${numbers(members)}`,
  `INSERT INTO membership (id, member_id, organisation_id, started_by, since, ended_by, until)
    SELECT ${id('stay', 'n')}, ${id('member', 'n')}, ${id('village', `n % ${villages}`)}, 'imported',
      ${at('n % 1000 / 2000.0')}, (${until(`'transferred'`, `'left'`)})::membership_end,
      ${until(at('0.5 + n % 1000 / 2000.0'), at('0.6 + n % 1000 / 2500.0'))}
    FROM ${numbers(members)}`,
  `INSERT INTO membership (id, member_id, organisation_id, started_by, since)
    SELECT ${id('moved', 'n')}, ${id('member', 'n')}, ${id('village', `(n + 1) % ${villages}`)}, 'transferred',
      ${at('0.5 + n % 1000 / 2000.0')}
    FROM ${numbers(members)} WHERE n % 10 = 3`,
]

/** Who came to class n as the k-th: of six, five are of the village that holds it and one is of the next. */
const came = `((n % ${villages} + (k % 6) / 5 + ${villages} * ((n / ${villages} * ${perClass} + k) % ${members / villages})) % ${members})`
/** Half have no account; of the others a tenth came before they were on the roll, and a tenth before they had the account. */
const byAccountAlone = `${came} % 20 = 0`
const byRollAlone = `(${came} % 2 = 1 OR ${came} % 20 = 10)`
const teaching = [
  `INSERT INTO training_event (id, organisation_id, title_zh, title_en, venue, starts_at, ends_at, places, late_after_minutes,
      secret_cipher, planned_at)
    SELECT ${id('class', 'n')}, ${id('village', `n % ${villages}`)}, '直播带货', 'Selling live', '文化中心', ${scattered('n')},
      ${scattered('n')} + interval '2 hours', 60, 15, '', ${scattered('n')}
    FROM ${numbers(classes)}`,
  `INSERT INTO check_in (id, occasion, organisation_id, person_id, member_id, came_at, received_at, way, state)
    SELECT ${id('came', `n * 100 + k`)}, 'event:' || ${id('class', 'n')}, ${id('village', `n % ${villages}`)},
      CASE WHEN NOT ${byRollAlone} THEN ${id('person', came)} END, CASE WHEN NOT ${byAccountAlone} THEN ${id('member', came)} END,
      ${scattered('n')}, ${scattered('n')}, 'tapped', (CASE WHEN k = ${perClass} THEN 'absent' ELSE 'present' END)::attendance
    FROM ${numbers(classes)}, generate_series(0, ${perClass}) AS k`,
  `INSERT INTO course (id, slug, family, cover, opens_door) VALUES (${id('course', '0')}, 'measured', 'live', 'mark', true)`,
  `INSERT INTO course_version (id, course_id, number, status, title_zh, title_en, summary_zh, summary_en, pass_percent, published_at)
    VALUES (${id('version', '0')}, ${id('course', '0')}, 1, 'published', '直播', 'Live', '', '', 60, now())`,
  `INSERT INTO certificate (id, number, person_id, course_id, version_id, holder_name, issued_at)
    SELECT ${id('certificate', 'n')}, 'HD-2026-' || lpad(n::text, 6, '0') || '-0', ${id('person', 'n * 10')}, ${id('course', '0')},
      ${id('version', '0')}, '会员' || n, ${at('0.3 + n % 1000 / 5000.0')}
    FROM ${numbers(certificates)}`,
]

const host = (number: string) => `(${number}) % ${hosts}`
const selling = [
  `INSERT INTO room (id, slug, title, place, host_id, cover_art)
    SELECT ${id('room', 'n')}, 'measured-' || n, '海鲜摊', '红岛', ${id('person', 'n * 10')}, '/art/mark.svg' FROM ${numbers(hosts)}`,
  `INSERT INTO broadcast (id, room_id, title, status, started_at, ended_at, end_reason, duration_seconds)
    SELECT ${id('broadcast', 'n')}, ${id('room', host('n'))}, '今天的蛤蜊', 'ended', ${scattered('n')},
      ${scattered('n')} + interval '1 hour', 'publisher_ended', 3600
    FROM ${numbers(broadcasts)}`,
  `INSERT INTO shop (id, slug, name, place, seller_id, licence_kind, licence_words)
    SELECT ${id('shop', 'n')}, 'measured-' || n, '小店', '红岛', ${id('person', 'n * 10')}, 'exempt', '自产' FROM ${numbers(hosts)}`,
  `INSERT INTO shop_order (id, number, buyer_id, shop_id, key, status, goods_fen, discount_fen, freight_fen, total_fen,
      recipient_cipher, phone_cipher, phone_last4, division_code, detail_cipher, placed_at, pay_until, paid_at)
    SELECT ${id('order', 'n')}, 'M' || n, ${id('person', '0')}, ${id('shop', host('n'))}, ${id('key', 'n')},
      (CASE WHEN n % 25 = 0 THEN 'refunded' ELSE 'paid' END)::order_status, 1000 + n, 0, 0, 1000 + n, '', '', '0000', '370214', '',
      ${scattered('n')}, ${scattered('n')}, ${scattered('n')}
    FROM ${numbers(orders)}`,
]
