import { join } from "node:path"
import type { NextConfig } from "next"

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  agentRules: false,
  devIndicators: false,
  // A form with one photo in it, as large as the gate lets in.
  experimental: { serverActions: { bodySizeLimit: "9mb" } },
  turbopack: {
    root: join(import.meta.dirname, "../.."),
    rules: { "*.woff2": { type: "asset" }, "*.svg": { type: "raw" }, "*.worker.js": { type: "raw" } },
  },
}

export default config
