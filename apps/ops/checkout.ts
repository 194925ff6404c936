import { resolve } from "node:path"

/** The absolute path of the checkout this file runs from. */
export const checkout = resolve(import.meta.dirname, "../..")
