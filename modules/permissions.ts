import type { Permissions } from "#kernel/actor.ts"

const everyone = ["public", "guest", "customer"] as const
const staff = ["admin", "manager", "technician"] as const
const office = ["admin", "manager"] as const

/** Who may run which verb: the one table. Scopes are visitors, roles are staff; actor system may run all. */
export const permissions = {
  "catalog.read": { scopes: everyone, roles: staff },
  "business.read": { scopes: everyone, roles: staff },
  "session.start": { scopes: everyone, roles: staff },
  "session.end": { scopes: everyone, roles: staff },
  "orders.place": { scopes: everyone, roles: staff },
  "orders.preview": { scopes: everyone, roles: staff },
  "orders.track": { scopes: ["guest", "customer"], roles: staff },
  "orders.ask-link": { scopes: everyone, roles: staff },
  "orders.pay": { scopes: ["guest", "customer"] },
  "orders.list": { roles: staff },
  "orders.confirm": { roles: staff },
  "orders.ship": { roles: staff },
  "orders.deliver": { roles: staff },
  "orders.cancel": { roles: office },
  "orders.refund": { roles: office },
  "receipts.mail": { scopes: ["guest", "customer"] },
  "documents.read": { scopes: ["guest", "customer"], roles: staff },
  "visits.read": { roles: staff },
  "visits.work": { roles: staff },
  "visits.take-cash": { roles: staff },
  "photos.add": { scopes: everyone, roles: staff },
  "photos.read": { scopes: ["guest", "customer"], roles: staff },
  "tasks.finish": { roles: staff },
  "messages.list": { roles: staff },
  "accounts.read-self": { roles: staff },
  "slots.find": { scopes: everyone, roles: staff },
  "appointments.list": { roles: staff },
  "appointments.hold": { scopes: everyone, roles: staff },
  "appointments.book": { scopes: everyone, roles: staff },
  "appointments.ask-link": { scopes: everyone, roles: staff },
  "appointments.track": { scopes: ["guest", "customer"], roles: staff },
  "appointments.reschedule": { scopes: ["guest", "customer"] },
  "appointments.cancel": { scopes: ["guest", "customer"], roles: office },
  "appointments.answer": { scopes: ["guest", "customer"] },
  "appointments.pay": { scopes: ["guest", "customer"] },
  "appointments.edit": { roles: office },
  "appointments.miss": { roles: staff },
  "plan.read": { roles: staff },
  "plan.edit": { roles: office },
  "absences.edit": { roles: office },
  "feeds.edit": { roles: staff },
  "events.follow": { scopes: ["guest", "customer"], roles: staff },
  /** Steps that only follow from something else. */
  "system.follow": {},
} as const satisfies Permissions

export type Permission = keyof typeof permissions
