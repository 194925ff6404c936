import { describe, expect, it } from "vitest"
import { isTwilioGenuine } from "./signature.ts"

// Published by Twilio, and what its own library makes of the cases between.
const published = {
  url: "https://mycompany.com/myapp.php?foo=1&bar=2",
  form: "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212",
  signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
}
const json = '{"property": "value", "boolean": true}'
const bodyHash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"
const sms =
  "MessageSid=SM00000000000000000000000000000001&SmsSid=SM00000000000000000000000000000001&SmsMessageSid=SM00000000000000000000000000000001" +
  "&AccountSid=AC00000000000000000000000000000001&From=%2B15005550006&To=%2B15005550001&Body=Hello+w%C3%B6rld+%26+100%25" +
  "&NumMedia=0&NumSegments=1&ApiVersion=2010-04-01&SmsStatus=received"

type Case = {
  url?: string
  form?: string
  signature?: string
  tokens?: { authToken: string; secondaryAuthToken?: string }
}
const isGenuine = ({ url, form, signature, tokens = { authToken: "12345" } }: Case = {}) =>
  isTwilioGenuine(tokens, {
    url: url ?? published.url,
    signature: signature ?? published.signature,
    body: Buffer.from(form ?? published.form),
  })

describe("checking Twilio's signature", () => {
  it.each<[string, Case]>([
    ["the published form", {}],
    [
      "a host in mixed case",
      { url: "https://MyCompany.com/myapp.php?foo=1&bar=2", signature: "g9IN/x4Cft2g517EjYvEvM/W7LU=" },
    ],
    [
      "repeated parameters, once each and sorted",
      {
        form: "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234",
        signature: "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
      },
    ],
    [
      "a body by its hash",
      { url: `${published.url}&bodySHA256=${bodyHash}`, form: json, signature: "a9nBmqA0ju/hNViExpshrM61xv4=" },
    ],
    [
      "an SMS with letters and signs",
      { url: "https://example.com/webhooks/sms/twilio", form: sms, signature: "VCL2tRlFZuk8iweh3mQ8KUwT3mg=" },
    ],
    ["the standard port, written out", { url: "https://mycompany.com:443/myapp.php?foo=1&bar=2" }],
    ["a fragment, which is Twilio's own", { url: `${published.url}#rc=3` }],
    ["the secondary token", { tokens: { authToken: "new", secondaryAuthToken: "12345" } }],
  ])("takes %s", (_, given) => {
    expect(isGenuine(given)).toBe(true)
  })
  it.each<[string, Case]>([
    ["another token", { tokens: { authToken: "12346", secondaryAuthToken: "1234" } }],
    ["no signature", { signature: "" }],
    ["another address", { url: "https://mycompany.com/myapp.php?foo=1&bar=3" }],
    ["another host", { url: "https://mycompany.example/myapp.php?foo=1&bar=2" }],
    ["a value that was changed", { form: published.form.replace("1234", "1235") }],
    ["a blank parameter that was added", { form: `${published.form}&ToCity=` }],
    [
      "a body that is not the one of the hash",
      { url: `${published.url}&bodySHA256=${bodyHash}`, form: "{}", signature: "a9nBmqA0ju/hNViExpshrM61xv4=" },
    ],
  ])("refuses %s", (_, given) => {
    expect(isGenuine(given)).toBe(false)
  })
})
