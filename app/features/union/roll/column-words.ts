/** What a roll can tell of somebody. */
export const rollFields = [
  'name',
  'phone',
  'identityNumber',
  'sex',
  'birthMonth',
  'trade',
  'employment',
  'organisation',
  'memberNumber',
  'joined',
] as const
export type RollField = (typeof rollFields)[number]

/** How headings name them, best first: in small letters, without spaces and signs. */
export const headings: Record<RollField, readonly string[]> = {
  name: [
    '姓名',
    '会员姓名',
    '职工姓名',
    '员工姓名',
    '本人姓名',
    '名字',
    '姓名全称',
    'name',
    'fullname',
    'membername',
  ],
  phone: [
    ...[
      '手机号',
      '手机号码',
      '手机',
      '移动电话',
      '联系手机',
      '本人手机',
      '联系电话',
      '联系方式',
      '电话号码',
      '电话',
    ],
    ...['mobile', 'mobilephone', 'cellphone', 'phone', 'phonenumber', 'tel', 'telephone'],
  ],
  identityNumber: [
    ...[
      '身份证号',
      '身份证号码',
      '身份证',
      '公民身份号码',
      '公民身份证号',
      '证件号码',
      '证件号',
      '居民身份证号',
    ],
    ...['idnumber', 'idcard', 'idno', 'identitynumber', 'identitycard', 'nationalid'],
  ],
  sex: ['性别', 'sex', 'gender'],
  birthMonth: [
    ...['出生年月', '出生日期', '出生年月日', '出生时间', '生日', '出生'],
    ...['birthmonth', 'birthday', 'birthdate', 'dateofbirth', 'dob', 'monthofbirth'],
  ],
  trade: [
    ...['行业', '从事行业', '所属行业', '工种', '职业', '行业类别', '行业工种', '从事工作'],
    ...['trade', 'industry', 'occupation'],
  ],
  employment: [
    ...[
      '就业形态',
      '新就业形态',
      '新就业形态类别',
      '新就业形态劳动者类别',
      '新就业形态群体',
      '就业类型',
      '就业形式',
    ],
    ...['employment', 'employmenttype', 'newemployment', 'kindofemployment'],
  ],
  organisation: [
    ...[
      '组织',
      '所在工会',
      '基层工会',
      '工会组织',
      '所属工会',
      '工会名称',
      '所在工会组织',
      '所在基层工会',
      '所属组织',
    ],
    ...['organisation', 'organization', 'union', 'localunion', 'branch'],
  ],
  memberNumber: [
    ...['会员号', '会员编号', '会员卡号', '会员证号', '会员号码', '工会会员号'],
    ...['membernumber', 'memberno', 'memberid', 'membershipnumber'],
  ],
  joined: [
    ...['入会时间', '入会日期', '入会年月', '加入时间', '加入工会时间', '入会'],
    ...['joined', 'joinedon', 'joindate', 'dateofjoining', 'membersince'],
  ],
}

/** A heading that only has one of these in it, such as 联系电话（手机）. */
export const headingParts: Record<RollField, RegExp | null> = {
  name: /姓名|名字/,
  phone: /手机|移动电话|联系电话|联系方式|电话/,
  identityNumber: /身份证|身份号|证件号/,
  sex: /性别/,
  birthMonth: /出生|生日/,
  trade: /行业|工种/,
  employment: /就业形态/,
  organisation: /所在.*工会|基层工会|所属.*工会|工会名称|工会组织/,
  memberNumber: /会员.*号/,
  joined: /入会.*(时间|日期|年月)|加入.*(时间|日期)/,
}

/** These are about somebody or something else, whatever they have in them. */
export const othersHeadings =
  /紧急|家属|配偶|丈夫|父|母|子女|孩子|负责人|主席|介绍人|推荐人|法人|固定|座机|办公|单位电话|原因|类型$|类别码/

/** Headings of rolls that we do not keep: that they are there shows which row is the head. */
export const otherHeadings =
  /^(序号|编号|no|no\.|#|备注|说明|原因|年龄|民族|籍贯|学历|文化程度|政治面貌|住址|地址|家庭住址|户籍|单位|工作单位|职务|岗位|部门|组别|身份|健康状况|婚姻状况|age|address|note|notes|remarks?)$/

/** A column that only counts the rows. */
export const countHeadings = /^(序号|编号|序列|no|no\.|#)$/

/** What begins a row below the people: sums, signatures, notes. */
export const afterThePeople =
  /^(合计|总计|小计|共计|总人数|总数|人数合计|制表人?|填表人?|填报人?|填报单位|审核人?|经办人|负责人签字|备注|说明|注)(日期|单位|时间)?\s*\d*\s*人?\s*([:。].*)?$|^(total|subtotal|sum)\b/i
