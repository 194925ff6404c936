import { describe, expect, it } from "vitest"
import { incomingText, textStatus } from "./receive.ts"

const sid = "SM00000000000000000000000000000001"
const form = (given: Record<string, string> = {}) =>
  new URLSearchParams({
    MessageSid: sid,
    From: "+213550000001",
    To: "+15005550006",
    Body: "Bonjour",
    ToCity: "",
    ...given,
  })

describe("reading a text that somebody sent us", () => {
  it("takes who, what and its reference, and leaves alone what is new", () => {
    expect(incomingText(form({ Surprise: "1" }))).toEqual({
      reference: sid,
      from: "+213550000001",
      to: "+15005550006",
      body: "Bonjour",
      mediaCount: 0,
      wish: null,
      isAmbiguous: false,
    })
  })
  it.each([
    ["Cancel", "stop"],
    ["yes!", "start"],
  ])("knows that %s may be an answer, too", (body, wish) => {
    expect(incomingText(form({ Body: body }))).toMatchObject({ wish, isAmbiguous: true })
  })
  it.each(["STOP", " stop ", "Stop.", "ARRÊT", "arret", "UNSUBSCRIBE", "توقف", "إيقاف"])(
    "hears %s as a wish for none",
    (body) => {
      expect(incomingText(form({ Body: body }))).toMatchObject({ wish: "stop", body })
    },
  )
  it.each(["START", "unstop", "reprendre", "ابدأ"])("hears %s as a wish for them", (body) => {
    expect(incomingText(form({ Body: body }))).toMatchObject({ wish: "start" })
  })
  it("believes Twilio about it first", () => {
    expect(incomingText(form({ Body: "assez", OptOutType: "STOP" }))).toMatchObject({ wish: "stop" })
    expect(incomingText(form({ Body: "Ne passez pas au stop" }))).toMatchObject({ wish: null })
  })
  it("counts pictures, and keeps nothing that cannot be stored", () => {
    expect(incomingText(form({ Body: "a\u0000b\r\nc\ud800", NumMedia: "2" }))).toMatchObject({
      body: "ab\nc\ufffd",
      mediaCount: 2,
    })
  })
  it.each([{ MessageSid: "1" }, { From: "whatsapp:+213550000001" }, { From: "" }])("is none with %j", (given) => {
    expect(incomingText(form(given))).toBeNull()
  })
})

describe("reading what became of a text", () => {
  const status = (given: Record<string, string>) => textStatus(new URLSearchParams({ MessageSid: sid, ...given }))

  it.each([
    ["queued", "sent"],
    ["sending", "sent"],
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "delivered"],
    ["undelivered", "failed"],
    ["failed", "failed"],
    ["something new", "sent"],
  ])("takes %s for %s", (word, meant) => {
    expect(status({ MessageStatus: word })).toEqual({ reference: sid, status: meant, errorCode: null })
  })
  it("keeps the code of what failed", () => {
    expect(status({ MessageStatus: "undelivered", ErrorCode: "30003" })).toMatchObject({ errorCode: 30_003 })
    expect(status({ MessageStatus: "sent", ErrorCode: "" })).toMatchObject({ errorCode: null })
  })
  it("is none without a message", () => {
    expect(status({})).toBeNull()
    expect(textStatus(new URLSearchParams({ MessageStatus: "sent" }))).toBeNull()
  })
})
