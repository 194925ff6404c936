import type { Metadata } from "next"
import { here } from "../../../here.ts"
import { CounterHome } from "./counter-home.tsx"
import { ShopHome } from "./shop-home.tsx"

export async function generateMetadata(): Promise<Metadata> {
  const { business } = await here()
  return { title: { absolute: `${business.name} · ${business.trade}` }, description: business.tagline }
}

export default async function Home() {
  const { business } = await here()
  return business.features.includes("shop") ? <ShopHome /> : <CounterHome />
}
