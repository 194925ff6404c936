/** What a visitor looks for, as the address says it. */
export type Sought = {
  readonly q: string
  readonly category: string
  readonly brand: string
  /** A make of boiler whose model is not known yet. */
  readonly make: string
  readonly boiler: string
  readonly page: number
}

export type Search = { readonly [name: string]: string | string[] | undefined }

const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Reads an address; what makes no sense in it counts as not said. */
export function soughtFrom(search: Search): Sought {
  const text = (name: string) => {
    const value = search[name]
    return (Array.isArray(value) ? value[0] : value)?.trim() ?? ""
  }
  const named = (name: string) => (slug.test(text(name)) ? text(name) : "")
  const page = /^[1-9]\d{0,2}$/.test(text("page")) ? Number(text("page")) : 1
  return {
    q: text("q").slice(0, 100),
    category: named("category"),
    brand: named("brand"),
    make: named("make"),
    boiler: named("boiler"),
    page,
  }
}

/** The address of a search, without what it leaves open. */
export function pathOf(sought: Partial<Sought>): string {
  const asked = Object.entries(sought).flatMap(([name, value]) =>
    value === "" || value === undefined || (name === "page" && value === 1) ? [] : [[name, String(value)]],
  )
  return asked.length === 0 ? "/products" : `/products?${new URLSearchParams(asked)}`
}
