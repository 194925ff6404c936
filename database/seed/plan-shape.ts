import * as z from "zod"

const slug = z.string()
const words = z.strictObject({ fr: z.string(), ar: z.string(), en: z.string() })
const minutes = z.int()
const minor = z.int()
const weekdays = z.array(z.int().min(1).max(7))
const clock = z.string().regex(/^\d\d:\d\d$/)
const spans = z.array(z.tuple([clock, clock]))
const also = z.array(z.string())

/** Who can do what, where and when: the file `plan.json` of a business that is booked. */
export const plan = z.strictObject({
  zones: z.array(
    z.strictObject({
      slug,
      name: words,
      /** In Algeria, where the places are known in both languages; elsewhere each commune says its own. */
      wilaya: z.int().nullable(),
      communes: z.array(z.strictObject({ name: z.string(), ar: z.string().optional(), also })),
    }),
  ),
  ways: z.array(z.strictObject({ from: slug, to: slug, minutes })),
  skills: z.array(z.strictObject({ slug, name: words })),
  technicians: z.array(
    z.strictObject({
      slug,
      name: z.string(),
      email: z.string().nullable(),
      phone: z.string(),
      base: slug,
      visitsPerDay: z.int(),
      skills: z.array(slug),
      /** On which days a zone is served; null is every day. */
      zones: z.record(slug, weekdays.nullable()),
    }),
  ),
  plans: z.array(
    z.strictObject({
      slug,
      name: words,
      technician: slug.nullable(),
      dates: z.tuple([z.iso.date(), z.iso.date()]).nullable(),
      hours: z.array(z.strictObject({ weekdays, work: spans, breaks: spans })),
    }),
  ),
  faultTypes: z.array(
    z.strictObject({
      slug,
      name: words,
      about: words,
      skill: slug,
      durationMinutes: minutes,
      stepMinutes: minutes,
      bufferBeforeMinutes: minutes,
      bufferAfterMinutes: minutes,
      priceMinor: minor.nullable(),
      vatPercent: z.int(),
      depositMinor: minor.nullable(),
      needsApproval: z.boolean(),
      noticeMinutes: minutes,
      horizonDays: z.int(),
      cutoffMinutes: minutes,
      lateFeeMinor: minor,
      photosAtMost: z.int(),
      inSessions: z.boolean(),
    }),
  ),
  absences: z.array(z.strictObject({ technician: slug, inDays: z.int(), days: z.int() })),
  /** On the first such weekday that is so many days away. */
  sessions: z.array(
    z.strictObject({
      slug,
      faultType: slug,
      technician: slug,
      name: words,
      weekday: z.int().min(1).max(7),
      afterDays: z.int(),
      at: clock,
      minutes,
      seats: z.int(),
    }),
  ),
})

export type Plan = z.output<typeof plan>
