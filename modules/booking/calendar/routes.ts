import { routes } from "#kernel/routes.ts"
import { endpoints } from "../contract-calendar.ts"
import { readFeed, renewFeed, revokeFeed } from "./feeds.ts"
import { showCalendarEntry } from "./show-entry.ts"

export const calendarRoutes = routes(endpoints, {
  downloadCalendarEntry: (visit) => showCalendarEntry(visit, {}),
  readFeed: (visit, { params }) => readFeed(visit, params),
  renewFeed: (visit, { params }) => renewFeed(visit, params),
  revokeFeed: (visit, { params }) => revokeFeed(visit, params),
})
