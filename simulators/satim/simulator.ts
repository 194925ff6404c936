import { json, type Route } from "../server.ts"
import type { Store } from "../store.ts"
import { controlRoutes } from "./control.ts"
import { type Merchant, openGateway } from "./gateway.ts"
import { hostedRoutes, payPath } from "./hosted.ts"
import { openRequestLog } from "./request-log.ts"
import { restRoutes } from "./rest.ts"

type Setting = {
  readonly store: Store
  /** Where browsers reach the simulators, without a final slash. */
  readonly publicUrl: string
  /** Merchants beside the demo one. */
  readonly merchants: readonly Merchant[]
  readonly refuseFor: (milliseconds: number) => void
}

/** SATIM's card gateway (CIB and Edahabia), by the guide and by what integrators saw of it. */
export function satimSimulator({ store, publicUrl, merchants, refuseFor }: Setting): Route[] {
  const gateway = openGateway(store, merchants)
  const log = openRequestLog()
  return [
    ...restRoutes({ gateway, log, payUrl: (order, language) => `${publicUrl}${payPath(order, language)}` }),
    ...hostedRoutes(gateway),
    ...controlRoutes({ gateway, log, refuseFor }),
    {
      method: "GET",
      path: "/satim",
      answer: () => json({ orders: gateway.orders().length, knobs: gateway.knobs.all() }),
    },
  ]
}
