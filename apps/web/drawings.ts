const files = import.meta.glob<{ default: string }>("../../database/seed/*/drawings/*.svg", { eager: true })

/** Squares that stand for a part nobody has drawn yet. */
const unknown =
  '<svg viewBox="0 0 120 80" fill="none" stroke="currentColor" stroke-width="2.2"><path d="M60 14 92 30v24L60 70 28 54V30z"/><path d="M28 30l32 16 32-16M60 46v24" stroke="var(--accent)"/></svg>'

const drawings = new Map(
  Object.entries(files).map(([path, { default: markup }]) => {
    const [, business = "", name = ""] = /seed\/([^/]+)\/drawings\/([^/]+)\.svg$/.exec(path) ?? []
    return [`${business}/${name}`, markup.replace(/\s*\n\s*/g, "").replace(' xmlns="http://www.w3.org/2000/svg"', "")]
  }),
)

export function drawingNamed(business: string, name: string): string {
  return drawings.get(`${business}/${name}`) ?? unknown
}
