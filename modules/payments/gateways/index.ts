import type { Gateway } from "./gateway.ts"
import { satim } from "./satim/satim.ts"

/** By the name that attempts and methods of payment call them. Cash and transfers are none: staff settle those. */
export const gateways = { satim } as const satisfies { readonly [name: string]: Gateway }
export type GatewayName = keyof typeof gateways

/** The gateway's answer to a reference that it has seen before: another one is taken. */
export const takenCodes: { readonly [name in GatewayName]: string } = { satim: "1" }
