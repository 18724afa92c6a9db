/** The light build has the full build's types less what it leaves out; hls.js ships no declaration of its own for it. */
declare module 'hls.js/light' {
  export * from 'hls.js'
  export { default } from 'hls.js'
}
