/** The address of a file that the build puts beside the scripts. */
declare module "*.woff2" {
  const address: string
  export default address
}

/** The drawing itself, as markup. */
declare module "*.svg" {
  const drawing: string
  export default drawing
}

/** The source of a service worker. */
declare module "*.worker.js" {
  const source: string
  export default source
}

declare module "*.css"
