import type { Route } from "#kernel/routes.ts"
import { accountRoutes } from "./accounts/routes.ts"
import { businessRoutes } from "./businesses/routes.ts"
import { captchaRoutes } from "./captcha/routes.ts"
import { catalogRoutes } from "./catalog/routes.ts"

/** Every route of every module. Importing a module lists its verbs, errands and refusals too. */
export const allRoutes: readonly Route[] = [...businessRoutes, ...catalogRoutes, ...accountRoutes, ...captchaRoutes]
