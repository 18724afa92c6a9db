export { useFreshPage } from '#app/ui/use-fresh-page.ts'
