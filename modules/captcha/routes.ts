import { routes } from "#kernel/routes.ts"
import { newCaptcha } from "./captcha.ts"
import { endpoints } from "./contract.ts"

export const captchaRoutes = routes(endpoints, {
  askCaptcha: async (visit, { query }) => newCaptcha(visit, query.locale),
})
