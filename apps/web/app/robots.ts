import type { MetadataRoute } from "next"

/** Shelves and texts may be found; what one visitor holds may not. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", disallow: ["/api/", "/*/orders/", "/*/cart", "/*/checkout", "/*/desk"] } }
}
