import { expect, test } from 'vitest'
import { serverI18n } from '#app/i18n.server.ts'
import { newsText } from './news-text.ts'
import type { NewsItem } from './notifications.ts'

const item: NewsItem = {
  ...{ id: '1', path: '/events/1', at: '2026-03-08T14:00:00.000Z', read: false },
  kind: 'events:news.place',
  params: { title: '直播带货实操', titleEn: 'Selling live' },
}

test('news of what has a name in both languages says the reader’s own', async () => {
  const said = async (language: 'zh' | 'en', news = item) =>
    newsText((await serverI18n(language)).t, news, language)
  expect(await said('zh')).toContain('“直播带货实操”')
  expect(await said('en')).toContain('“Selling live”')
  expect(await said('en', { ...item, params: { title: '直播' } })).toContain('“直播”')
})
