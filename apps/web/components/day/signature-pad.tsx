"use client"

import { type Dispatch, type PointerEvent, type SetStateAction, useRef } from "react"
import { Button } from "../button.tsx"
import { useSpoken } from "./spoken.tsx"

const width = 1_000
const height = 400
/** Nearer points than this say nothing more about a stroke. */
const step = 6
const lengthAtMost = 19_900

type Props = { readonly path: string; readonly draw: Dispatch<SetStateAction<string>> }

/** Strokes of a finger, a pen or a mouse, kept as a path on a pad of 1000 by 400. */
export function SignaturePad({ path, draw }: Props) {
  const { w } = useSpoken()
  const last = useRef<{ x: number; y: number } | null>(null)
  const at = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const within = (value: number, most: number) => Math.round(Math.min(Math.max(value, 0), most))
    return {
      x: within(((event.clientX - box.left) / box.width) * width, width),
      y: within(((event.clientY - box.top) / box.height) * height, height),
    }
  }
  const add = (letter: "M" | "L", { x, y }: { x: number; y: number }) => {
    last.current = { x, y }
    // Several may come before the next frame: each adds to what the one before has left.
    draw((before) => (before.length < lengthAtMost ? `${before}${letter}${x} ${y}` : before))
  }
  return (
    <div className="grid gap-1.5">
      <span className="flex min-h-12 items-center justify-between font-medium">
        {w.signature}
        {path !== "" && (
          <Button type="button" kind="plain" size="small" onClick={() => draw("")}>
            {w.clear}
          </Button>
        )}
      </span>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={w.sign_here}
        className="w-full touch-none rounded-s border border-dashed border-edge bg-paper text-ink"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          add("M", at(event))
        }}
        onPointerMove={(event) => {
          const from = last.current
          const to = at(event)
          if (from !== null && Math.hypot(to.x - from.x, to.y - from.y) >= step) add("L", to)
        }}
        onPointerUp={() => {
          last.current = null
        }}
        onPointerCancel={() => {
          last.current = null
        }}
      >
        <path d={path} fill="none" stroke="currentColor" strokeWidth={5} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      <span className="text-sm text-ink-2">{w.sign_here}</span>
    </div>
  )
}
