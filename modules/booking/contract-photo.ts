import * as z from "zod"
import { type Endpoints, fileAnswer, id } from "#kernel/contract.ts"
import { photoView } from "./contract.ts"

const token = z.string().regex(/^[0-9a-hjkmnp-tv-z]{26}$/)
const size = z.strictObject({ size: z.enum(["full", "thumb"]).default("full") })
const imageRefusals = ["photo_too_large", "photo_not_an_image", "photos_at_most", "photos_busy"] as const
const kept = "a JPEG without what the camera wrote; the same photo sent twice is one"

/** Photos of what is wrong, and of what was done: 8 MB at most, sent as they are. */
export const endpoints = {
  addHoldPhoto: {
    method: "POST",
    path: "/holds/{holdToken}/photos",
    summary: `Add a photo to the slot that is held: ${kept}`,
    opens: "visitor",
    params: z.strictObject({ holdToken: token }),
    takes: "bytes",
    answer: photoView,
    status: 201,
    refusals: [...imageRefusals, "hold_expired"],
  },
  showHoldPhoto: {
    method: "GET",
    path: "/holds/{holdToken}/photos/{id}",
    summary: "A photo of the slot that is held",
    opens: "visitor",
    params: z.strictObject({ holdToken: token, id }),
    query: size,
    answer: fileAnswer,
    media: "image/jpeg",
    status: 200,
    refusals: ["hold_expired"],
  },
  addPhoto: {
    method: "POST",
    path: "/appointments/{token}/photos",
    summary: `Send a photo: ${kept}`,
    opens: "link",
    params: z.strictObject({ token }),
    takes: "bytes",
    answer: photoView,
    status: 201,
    refusals: [...imageRefusals, "appointment_not_open"],
  },
  showPhoto: {
    method: "GET",
    path: "/appointments/{token}/photos/{id}",
    summary: "A photo of one's own appointment",
    opens: "link",
    params: z.strictObject({ token, id }),
    query: size,
    answer: fileAnswer,
    media: "image/jpeg",
    status: 200,
  },
  addDeskPhoto: {
    method: "POST",
    path: "/desk/appointments/{id}/photos",
    summary: `A photo by who is there: ${kept}`,
    opens: "session",
    params: z.strictObject({ id }),
    takes: "bytes",
    answer: photoView,
    status: 201,
    idempotent: true,
    refusals: [...imageRefusals, "appointment_not_open", "visit_not_yours"],
  },
  showDeskPhoto: {
    method: "GET",
    path: "/desk/appointments/{id}/photos/{photoId}",
    summary: "A photo of an appointment",
    opens: "session",
    params: z.strictObject({ id, photoId: id }),
    query: size,
    answer: fileAnswer,
    media: "image/jpeg",
    status: 200,
  },
} as const satisfies Endpoints
