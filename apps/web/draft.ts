import { textsFrom, textsText } from "./texts.ts"

/** The checkout's fields, named by their path in the contract of `placeOrder`. */
export const draftFields = [
  "customer.name",
  "customer.phone",
  "customer.email",
  "delivery.wilaya",
  "delivery.commune",
  "delivery.method",
  "delivery.address",
  "delivery.landmark",
  "payment.method",
] as const
export type DraftField = (typeof draftFields)[number]
/** `key` makes an order that is sent twice one order; it comes with the first details and goes with the order. */
export type Draft = { readonly [field in DraftField]?: string } & { readonly key?: string }

/** Longer than any field of the contract, and all of them together fit a cookie. */
const longestText = 200
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function draftFrom(text: string | undefined): Draft {
  const read = textsFrom(text)
  const { key } = read
  return { ...kept((field) => read[field]), ...(key !== undefined && uuid.test(key) ? { key } : {}) }
}

export function draftText(draft: Draft): string {
  return textsText(draft)
}

export function draftOf(form: FormData): Draft {
  return kept((field) => {
    const value = form.get(field)
    return typeof value === "string" ? value : undefined
  })
}

function kept(typed: (field: DraftField) => string | undefined): Draft {
  const entries = draftFields.flatMap((field) => {
    const value = typed(field)?.trim().slice(0, longestText) ?? ""
    return value === "" ? [] : [[field, value] as const]
  })
  return Object.fromEntries(entries)
}

/** The draft in the shape of the contract, unparsed: what is missing stays away, so that it is named missing. */
export function orderParts(draft: Draft) {
  const wilaya = draft["delivery.wilaya"]
  const email = draft["customer.email"]
  const landmark = draft["delivery.landmark"]
  return {
    customer: {
      name: draft["customer.name"] ?? "",
      phone: draft["customer.phone"] ?? "",
      ...(email === undefined ? {} : { email }),
    },
    delivery: {
      method: draft["delivery.method"],
      wilaya: wilaya === undefined ? undefined : Number(wilaya),
      commune: draft["delivery.commune"],
      address: draft["delivery.address"] ?? "",
      ...(landmark === undefined ? {} : { landmark }),
    },
    payment: { method: draft["payment.method"] },
  }
}
