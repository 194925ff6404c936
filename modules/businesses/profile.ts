import * as z from "zod"

const words = z.strictObject({ fr: z.string(), ar: z.string(), en: z.string() })
const colour = z.string().regex(/^#[0-9a-f]{6}$/)
/** Ink is what is read on the accent; soft is the accent as a background. */
const shades = z.strictObject({ accent: colour, ink: colour, soft: colour })
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const day = z
  .tuple([time, time])
  .refine(([opens, closes]) => opens < closes, { error: "closes_before_it_opens" })
  .nullable()

/** What a business says about itself: its look, words, hours, contacts, legal identity and what is coming. */
export const profile = z.strictObject({
  /** One to three letters. */
  mark: z.string().min(1).max(3),
  accent: z.strictObject({ light: shades, dark: shades }),
  trade: words,
  tagline: words,
  description: words,
  /** By ISO weekday, 1 is Monday; null is closed all day. */
  hours: z.strictObject({ 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day }),
  contacts: z.strictObject({
    phone: z.e164(),
    whatsapp: z.e164(),
    email: z.email(),
    address: words,
    city: words,
    postalCode: z.string(),
  }),
  legal: z.strictObject({
    name: z.string(),
    form: z.string(),
    capitalMinor: z.int().nullable(),
    director: z.string(),
    host: z.string(),
    registrations: z.array(z.strictObject({ kind: z.string(), label: z.string(), value: z.string() })),
    bank: z.strictObject({ name: z.string(), rib: z.string() }).optional(),
    ccp: z.string().optional(),
  }),
  coming: z.array(z.strictObject({ name: words, about: words })),
})

export type Profile = z.output<typeof profile>
