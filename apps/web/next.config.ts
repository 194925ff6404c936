import { join } from "node:path"
import type { NextConfig } from "next"

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  devIndicators: false,
  turbopack: {
    root: join(import.meta.dirname, "../.."),
    rules: { "*.woff2": { type: "asset" }, "*.svg": { type: "raw" } },
  },
}

export default config
