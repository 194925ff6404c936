"use client"

import { useEffect } from "react"

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.closest("input, textarea, select, [contenteditable]") !== null

/** The row after or before the one in focus, or the chosen one. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("[data-row]")]
  const at = rows.findIndex((row) => row === document.activeElement || row.ariaCurrent === "true")
  rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus()
}

/** Every action of the desk has its key: the element says it (`data-key`), this presses it. */
export function Keys() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      if (event.key === "Escape" && event.target instanceof HTMLElement) event.target.blur()
      if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey) return
      const key = event.key.toLowerCase()
      if (key === "j" || key === "k") return step(key === "j" ? 1 : -1)
      const wanted =
        key === "/"
          ? document.querySelector<HTMLElement>("[data-search]")
          : document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
      if (wanted === null) return

      event.preventDefault()
      if (key === "/") wanted.focus()
      else wanted.click()
    }
    document.addEventListener("keydown", press)
    // From here on keys are heard; the keys beside the buttons are shown pale until then.
    document.documentElement.dataset.keys = "heard"
    return () => {
      document.removeEventListener("keydown", press)
      delete document.documentElement.dataset.keys
    }
  }, [])
  return null
}
