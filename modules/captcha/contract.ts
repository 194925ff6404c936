import * as z from "zod"
import { type Endpoints, language } from "#kernel/contract.ts"

export const endpoints = {
  askCaptcha: {
    method: "GET",
    path: "/captcha",
    summary: "A small question in words, answered in the header `captcha: <token>:<answer>` within 15 minutes",
    opens: "visitor",
    query: z.strictObject({ locale: language.default("fr") }),
    answer: z.strictObject({ question: z.string(), token: z.string() }),
    status: 200,
  },
} as const satisfies Endpoints
