type Sought = { readonly faultType: string; readonly commune: string; readonly from?: string }

/** The page of the free slots of one fault at one place. */
export function slotsPath(sought: Sought): string {
  return `/book/slots?${new URLSearchParams(sought)}`
}
