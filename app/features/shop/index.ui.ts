/** What neighbours show of this feature: components, which carry their styles and load only in a page's bundle. */
export { ProductCards } from './catalog/product-cards.tsx'
export type { SeasonItem } from './catalog/products.ts'
