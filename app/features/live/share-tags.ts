import type { MetaDescriptor } from '@remix-run/node'

export interface Share {
  title: string
  description: string
  /** The page's full address. */
  url: string
  /** A path under /art or /files. */
  cover: string | null
}

/** Drawings have a PNG beside them for chats, which show no SVG. */
const drawnCovers = /^\/art\/(scene-stall|scene-harbour-dawn|scene-kitchen)\.svg$/

/** What a chat shows when the page's link is sent: title, words and picture. */
export function shareTags({ title, description, url, cover }: Share): MetaDescriptor[] {
  const picture = new URL(sharePicture(cover), url).href
  return [
    { title },
    { name: 'description', content: description },
    { property: 'og:type', content: 'website' },
    { property: 'og:title', content: title },
    { property: 'og:description', content: description },
    { property: 'og:url', content: url },
    { property: 'og:image', content: picture },
    { name: 'twitter:card', content: 'summary_large_image' },
  ]
}

function sharePicture(cover: string | null): string {
  const drawn = drawnCovers.exec(cover ?? '/art/scene-stall.svg')
  if (drawn) return `/share/${drawn[1]}.png`
  return cover === null || cover.endsWith('.svg') ? '/share/scene-stall.png' : cover
}
