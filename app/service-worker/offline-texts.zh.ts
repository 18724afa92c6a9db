/** What the page says that stands in for every other without network. */
export const zh = {
  title: '没有网络',
  hint: '连上网再试。直播、下单、付款都要有网。',
  kept: '没有网也能打开：',
  again: '再试一次',
}
