/** What the card with her check-in code says. */
export const zh = {
  title: '我的签到码',
  hint: '到培训现场，给老师扫这个码。在有网的地方打开过一次，以后没有网也能用。',
  image: '签到码',
  making: '正在生成签到码',
  insecure: '这个浏览器不能生成签到码。请报会员号签到。',
}
