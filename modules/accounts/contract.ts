import * as z from "zod"
import { type Endpoints, id, language, text } from "#kernel/contract.ts"

export const signInInput = z.strictObject({
  email: z.email().max(200).toLowerCase(),
  password: text.min(1).max(200),
})

const signedIn = z.strictObject({
  id,
  name: z.string(),
  role: z.enum(["admin", "manager", "technician"]),
  locale: language,
})

export const endpoints = {
  startSession: {
    method: "POST",
    path: "/session",
    summary: "Sign in: the session lives in an HttpOnly cookie",
    opens: "visitor",
    body: signInInput,
    answer: signedIn,
    status: 201,
    tier: "auth",
    refusals: ["credentials_wrong", "sign_in_busy"],
  },
  showSession: {
    method: "GET",
    path: "/session",
    summary: "Who is signed in",
    opens: "session",
    answer: signedIn,
    status: 200,
  },
  endSession: {
    method: "DELETE",
    path: "/session",
    summary: "Sign out, in every process at once; without a session nothing happens",
    opens: "visitor",
    answer: z.null(),
    status: 204,
  },
} as const satisfies Endpoints
