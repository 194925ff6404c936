import * as z from "zod"

const texts = z.record(z.string(), z.string())

/** The named texts of a cookie of ours; whatever a visitor made of it, none at worst. */
export function textsFrom(text: string | undefined): { readonly [name: string]: string } {
  try {
    const read = texts.safeParse(JSON.parse(Buffer.from(text ?? "", "base64url").toString("utf8")))
    return read.success ? read.data : {}
  } catch {
    return {}
  }
}

export function textsText(named: { readonly [name: string]: string | undefined }): string {
  return Buffer.from(JSON.stringify(named)).toString("base64url")
}
