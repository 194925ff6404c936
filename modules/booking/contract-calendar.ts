import * as z from "zod"
import { type Endpoints, fileAnswer, id } from "#kernel/contract.ts"

const token = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/)
const technician = z.strictObject({ id })

export const endpoints = {
  downloadCalendarEntry: {
    method: "GET",
    path: "/appointments/{token}.ics",
    summary: "The appointment for a calendar (RFC 5545)",
    opens: "link",
    params: z.strictObject({ token }),
    answer: fileAnswer,
    media: "text/calendar",
    status: 200,
  },
  readFeed: {
    method: "GET",
    path: "/calendars/{feedToken}.ics",
    summary: "A technician's visits for a calendar program, at a private address",
    opens: "visitor",
    tier: "webhook",
    params: z.strictObject({ feedToken: token }),
    answer: fileAnswer,
    media: "text/calendar",
    status: 200,
  },
  renewFeed: {
    method: "PUT",
    path: "/desk/technicians/{id}/feed",
    summary: "A new private address for a technician's calendar; the one before opens nothing any more",
    opens: "session",
    params: technician,
    body: z.strictObject({}),
    answer: z.strictObject({ url: z.string() }),
    status: 200,
    refusals: ["feed_of_another"],
  },
  revokeFeed: {
    method: "DELETE",
    path: "/desk/technicians/{id}/feed",
    summary: "Close a technician's calendar",
    opens: "session",
    params: technician,
    answer: z.strictObject({ url: z.null() }),
    status: 200,
    refusals: ["feed_of_another"],
  },
} as const satisfies Endpoints
