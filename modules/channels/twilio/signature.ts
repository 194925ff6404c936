import { createHash, createHmac } from "node:crypto"
import { isSame } from "#kernel/secrets.ts"
import type { TwilioAccount } from "./account.ts"

/** What Twilio signed: the address as it is configured there, and the bytes as they came. */
export type SignedRequest = {
  /** The public one with its query; never made from a Host header. */
  readonly url: string
  readonly signature: string | undefined
  readonly body: Uint8Array
}

/** Whether Twilio sent this (X-Twilio-Signature): by the auth token, or by the secondary one while they change. */
export function isTwilioGenuine(
  { authToken, secondaryAuthToken }: Pick<TwilioAccount, "authToken" | "secondaryAuthToken">,
  { url, signature, body }: SignedRequest,
): boolean {
  if (signature === undefined || signature === "") return false
  const [address = ""] = url.split("#", 1)
  const bodyHash = new URLSearchParams(address.split("?")[1] ?? "").get("bodySHA256")
  if (bodyHash !== null && !isSame(bodyHash.toLowerCase(), createHash("sha256").update(body).digest("hex")))
    return false

  const form = bodyHash === null ? formText(Buffer.from(body).toString("utf8")) : ""
  const tokens = [authToken, ...(secondaryAuthToken === undefined ? [] : [secondaryAuthToken])]
  return tokens.some((token) => spellings(address).some((one) => isSame(signature, signed(token, one + form))))
}

function signed(token: string, text: string): string {
  return createHmac("sha1", token).update(text).digest("base64")
}

/** Every parameter by name, the values of a repeated one once each and sorted; blank ones count. */
function formText(body: string): string {
  const params = new URLSearchParams(body)
  const names = [...new Set(params.keys())].sort()
  const valuesOf = (name: string) => [...new Set(params.getAll(name))].sort()
  return names
    .map((name) =>
      valuesOf(name)
        .map((value) => name + value)
        .join(""),
    )
    .join("")
}

/** Twilio is not consistent about the port: with it and without it, as its own library tries both. */
function spellings(url: string): readonly string[] {
  const [, scheme = "", host = "", port, rest = ""] = /^(https?):\/\/([^/?:]+)(?::(\d+))?(.*)$/i.exec(url) ?? []
  if (scheme === "") return [url]
  const standard = scheme.toLowerCase() === "https" ? "443" : "80"
  return [url, port === undefined ? `${scheme}://${host}:${standard}${rest}` : `${scheme}://${host}${rest}`]
}
