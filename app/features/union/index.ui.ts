/** What neighbours show of this feature: components, which carry their styles and load only in a page's bundle. */
export { UnionPage } from './staff/union-page.tsx'
