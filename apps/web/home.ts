/** The businesses that the start page names: an instance may have reasons to name none. */
export function namedAtHome(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const { GUICHET_HOME, GUICHET_DEMO, GUICHET_ENV } = environment
  if (GUICHET_HOME !== undefined) return GUICHET_HOME.split(",").flatMap((slug) => slug.trim() || [])

  const isDemo = GUICHET_ENV !== "production" && GUICHET_DEMO === "true"
  return isDemo ? ["mj-chauffage", "atelier-baobab", "nexus-reussite", "vol-retard", "relais-droits"] : []
}
