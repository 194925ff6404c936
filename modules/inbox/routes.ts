import { routes } from "#kernel/routes.ts"
import { endpoints } from "./contract.ts"
import { listMessages, showMessage } from "./list-messages.ts"
import { heardStatus, heardText } from "./webhooks.ts"

export const inboxRoutes = routes(endpoints, {
  listMessages: (visit, { query }) => listMessages(visit, query),
  showMessage: (visit, { params }) => showMessage(visit, params),
  receiveTwilioStatus: (visit, { query, body }) => heardStatus(visit, body, query.message),
  receiveTwilioMessage: (visit, { body }) => heardText(visit, body),
})
