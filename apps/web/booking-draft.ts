import { textsFrom, textsText } from "./texts.ts"

/** What is typed on the way to an appointment, and which slot it is about: each so long that all fit a cookie. */
const longest = {
  faultType: 60,
  commune: 80,
  sessionId: 36,
  seats: 2,
  startsAt: 40,
  holdToken: 26,
  "customer.name": 100,
  "customer.phone": 30,
  "customer.email": 200,
  address: 200,
  landmark: 200,
  boiler: 80,
  notes: 500,
  consentsToReminders: 3,
} as const
type DraftField = (typeof fields)[number]
export type BookingDraft = { readonly [field in DraftField]?: string }

const fields = [
  "faultType",
  "commune",
  "sessionId",
  "seats",
  "startsAt",
  "holdToken",
  "customer.name",
  "customer.phone",
  "customer.email",
  "address",
  "landmark",
  "boiler",
  "notes",
  "consentsToReminders",
] as const satisfies readonly (keyof typeof longest)[]
export const longestNotes = longest.notes

export function bookingDraftFrom(text: string | undefined): BookingDraft {
  const texts = textsFrom(text)
  return kept((field) => texts[field])
}

export function bookingDraftText(draft: BookingDraft): string {
  return textsText(draft)
}

/** What a form says, over what was known; a field that the form has not stays as it was. */
export function withForm(draft: BookingDraft, form: FormData): BookingDraft {
  return kept((field) => {
    const typed = form.get(field)
    return typeof typed === "string" ? typed : draft[field]
  })
}

function kept(typed: (field: DraftField) => string | undefined): BookingDraft {
  const entries = fields.flatMap((field) => {
    const value = typed(field)?.trim().slice(0, longest[field]) ?? ""
    return value === "" ? [] : [[field, value] as const]
  })
  return Object.fromEntries(entries)
}

/** The draft in the shape of the contract, unparsed: what is missing stays away, so that it is named missing. */
export function appointmentParts(draft: BookingDraft) {
  const email = draft["customer.email"]
  return {
    customer: {
      name: draft["customer.name"] ?? "",
      phone: draft["customer.phone"] ?? "",
      ...(email === undefined ? {} : { email }),
    },
    address: draft.address ?? "",
    ...(draft.landmark === undefined ? {} : { landmark: draft.landmark }),
    ...(draft.boiler === undefined ? {} : { boiler: draft.boiler }),
    ...(draft.notes === undefined ? {} : { notes: draft.notes }),
    consentsToReminders: draft.consentsToReminders === "yes",
  }
}
