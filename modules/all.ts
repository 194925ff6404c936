import type { Route } from "#kernel/routes.ts"
import { accountRoutes } from "./accounts/routes.ts"
import { billingRoutes } from "./billing/routes.ts"
import { boardRoutes } from "./booking/board/routes.ts"
import { calendarRoutes } from "./booking/calendar/routes.ts"
import { deskBookingRoutes } from "./booking/desk/routes.ts"
import { photoRoutes } from "./booking/photo/routes.ts"
import { planRoutes } from "./booking/plan/routes.ts"
import { bookingRoutes } from "./booking/routes.ts"
import { visitRoutes } from "./booking/visit/routes.ts"
import { businessRoutes } from "./businesses/routes.ts"
import { captchaRoutes } from "./captcha/routes.ts"
import { catalogRoutes } from "./catalog/routes.ts"
import { dossierRoutes } from "./dossiers/routes.ts"
import { inboxRoutes } from "./inbox/routes.ts"
import { orderRoutes } from "./orders/routes.ts"
import { paymentRoutes } from "./payments/routes.ts"

/** Every route of every module. Importing a module lists its verbs, errands and refusals too. */
export const allRoutes: readonly Route[] = [
  ...businessRoutes,
  ...accountRoutes,
  ...captchaRoutes,
  ...dossierRoutes,
  ...catalogRoutes,
  ...orderRoutes,
  ...paymentRoutes,
  ...billingRoutes,
  ...inboxRoutes,
  ...bookingRoutes,
  ...planRoutes,
  ...deskBookingRoutes,
  ...photoRoutes,
  ...visitRoutes,
  ...boardRoutes,
  ...calendarRoutes,
]
