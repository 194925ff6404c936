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

declare module "*.css"
