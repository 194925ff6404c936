"use client"

import { RefreshCw } from "lucide-react"
import { useState } from "react"
import { useNews } from "../news.ts"

type Props = {
  /** The event stream of the desk. */
  readonly address: string
  /** Words for one, two and many news, by number, since a count only comes here. */
  readonly words: readonly string[]
  readonly refresh: string
}

/** Says that something happened and lets staff fetch it when they want: nothing moves under their hands. */
export function Live({ address, words, refresh }: Props) {
  const [count, setCount] = useState(0)
  useNews(address, { heard: () => setCount((before) => before + 1) })

  if (count === 0) return <output className="sr-only" />
  return (
    <output className="arrives block">
      <a
        href={typeof window === "undefined" ? "" : window.location.pathname + window.location.search}
        data-key="r"
        className="flex min-h-12 items-center justify-center gap-2 bg-accent-soft px-4 text-sm font-semibold text-accent"
      >
        <RefreshCw size={16} aria-hidden />
        {words[Math.min(count, words.length) - 1]} · {refresh}
      </a>
    </output>
  )
}
