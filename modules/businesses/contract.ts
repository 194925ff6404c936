import * as z from "zod"
import { type Endpoints, language, money, text } from "#kernel/contract.ts"

const shades = z.strictObject({ accent: z.string(), ink: z.string(), soft: z.string() })
const time = z.string().describe("Wall clock of the business, 24 hours: 08:30.")
const wilayaCode = z.coerce.number().int().min(1).max(69)

const businessView = z.strictObject({
  slug: z.string(),
  name: z.string(),
  country: z.enum(["DZ", "CI", "TN", "FR"]),
  currency: money.shape.currency,
  zone: z.string().describe("IANA time zone."),
  locales: z.array(language),
  features: z.array(z.string()),
  look: z.strictObject({ mark: z.string(), light: shades, dark: shades }),
  trade: z.string(),
  tagline: z.string(),
  description: z.string(),
  hours: z.strictObject({
    /** From Monday (1) to Sunday (7); null is closed all day. */
    week: z.array(z.strictObject({ weekday: z.int(), opens: time.nullable(), closes: time.nullable() })),
    isOpen: z.boolean(),
    /** When it closes, or opens next. */
    changesAt: z.iso.datetime().nullable(),
  }),
  contacts: z.strictObject({
    phone: z.string(),
    whatsapp: z.string(),
    email: z.string(),
    address: z.string(),
    postalCode: z.string(),
    city: z.string(),
  }),
  coming: z.array(z.strictObject({ name: z.string(), about: z.string() })),
  /** What the law wants at the foot of every page. */
  legal: z.strictObject({
    name: z.string(),
    form: z.string(),
    capital: money.nullable(),
    director: z.string(),
    host: z.string(),
    registrations: z.array(z.strictObject({ kind: z.string(), label: z.string(), value: z.string() })),
  }),
})

export const endpoints = {
  showBusiness: {
    method: "GET",
    path: "/business",
    summary: "Who keeps this counter: words, look, hours, contacts and legal identity",
    opens: "visitor",
    query: z.strictObject({ locale: language.default("fr") }),
    answer: businessView,
    status: 200,
  },
  showLegalText: {
    method: "GET",
    path: "/legal/{kind}",
    summary: "A legal text in its latest version, or in a named one",
    opens: "visitor",
    params: z.strictObject({ kind: z.enum(["mentions", "terms", "privacy", "returns"]) }),
    query: z.strictObject({ locale: language.default("fr"), version: text.max(40).optional() }),
    answer: z.strictObject({
      kind: z.string(),
      version: z.string(),
      /** French where the text is not there in the language asked for. */
      locale: language,
      body: z.string().describe("Markdown."),
      publishedAt: z.iso.datetime(),
    }),
    status: 200,
    refusals: ["legal_text_not_found"],
  },
  listWilayas: {
    method: "GET",
    path: "/places",
    summary: "The wilayas of Algeria; none for a business of another country",
    opens: "visitor",
    query: z.strictObject({ locale: language.default("fr") }),
    answer: z.strictObject({ items: z.array(z.strictObject({ code: z.int(), name: z.string() })) }),
    status: 200,
  },
  listCommunes: {
    method: "GET",
    path: "/places/{wilaya}",
    summary: "The communes of a wilaya",
    opens: "visitor",
    params: z.strictObject({ wilaya: wilayaCode }),
    query: z.strictObject({ locale: language.default("fr") }),
    answer: z.strictObject({
      code: z.int(),
      name: z.string(),
      items: z.array(z.strictObject({ name: z.string(), postalCode: z.string() })),
    }),
    status: 200,
    refusals: ["place_not_found"],
  },
} as const satisfies Endpoints
