import type { Visit } from "./command.ts"
import type { Answered, Asked, Endpoint, Endpoints } from "./contract.ts"

/** One line per endpoint: the verb that serves it. */
export type Handlers<E extends Endpoints> = {
  readonly [K in keyof E]: (visit: Visit, asked: Asked<E[K]>) => Promise<Answered<E[K]>>
}

export type Route = {
  readonly name: string
  readonly endpoint: Endpoint
  readonly handle: (visit: Visit, asked: AnyAsked) => Promise<unknown>
}
type AnyAsked = { readonly params: unknown; readonly query: unknown; readonly body: unknown }

/** Binds a contract to its verbs; the gate has parsed params and query by the same endpoint. */
export function routes<const E extends Endpoints>(endpoints: E, handlers: Handlers<E>): readonly Route[] {
  return Object.entries(endpoints).map(([name, endpoint]) => ({
    name,
    endpoint,
    handle: handlers[name as keyof E] as unknown as Route["handle"],
  }))
}
