"use client"

import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from "react"
import { type Block, type Column, type Place, type Span, snapped, stepMinutes, verdictOf } from "./geometry.ts"

export type Moving = Place & { readonly block: Block; readonly by: "pointer" | "keys" | "drop" }
type Grip = { readonly block: Block; readonly x: number; readonly y: number; readonly offset: number }
type Days = {
  readonly columns: readonly Column[]
  readonly blocks: readonly Block[]
  readonly hours: Span
  /** Holds the columns, each with its key as `data-column`. */
  readonly frame: RefObject<HTMLElement | null>
  /** Sends the form, once a visit was let go where it may be. */
  readonly send: () => void
}

/** So far a mouse goes before a click is a drag, in pixels. A finger scrolls. */
const slack = 6

/** A visit on its way to another place, by mouse or by keys, and what a drop there would mean. */
export function useMoving(days: Days) {
  const [moving, setMoving] = useState<Moving | null>(null)
  const verdict = moving === null ? null : verdictOf(moving.block, moving, days)
  const { send } = days

  useEffect(() => {
    if (moving?.by === "drop" && verdict?.kind === "free") send()
  }, [moving, verdict?.kind, send])

  const drop = (wanted: Moving) => {
    const { kind } = verdictOf(wanted.block, wanted, days)
    const isSame = wanted.column === wanted.block.column && wanted.from === wanted.block.from
    setMoving(isSame || kind === "overlap" ? null : { ...wanted, by: "drop" })
  }
  const pointer = usePointer(days, { moving, setMoving, drop })
  const onKeyDown = (block: Block) => (event: KeyboardEvent) => {
    const next = afterKey(event.key, { block, moving, columns: days.columns })
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    if (next === "drop") return moving === null ? undefined : drop(moving)
    setMoving(next)
  }
  return { moving, verdict, leave: () => setMoving(null), onKeyDown, ...pointer }
}

type Setting = {
  readonly moving: Moving | null
  readonly setMoving: (moving: Moving | null) => void
  readonly drop: (moving: Moving) => void
}

function usePointer(days: Days, { moving, setMoving, drop }: Setting) {
  const grip = useRef<Grip | null>(null)
  const wasDragged = useRef(false)
  return {
    onPointerDown: (block: Block) => (event: PointerEvent<HTMLElement>) => {
      wasDragged.current = false
      if (!block.canMove || event.button !== 0 || event.pointerType === "touch") return
      const { top } = event.currentTarget.getBoundingClientRect()
      grip.current = { block, x: event.clientX, y: event.clientY, offset: event.clientY - top }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent) => {
      const held = grip.current
      if (held === null) return
      const isFar = Math.hypot(event.clientX - held.x, event.clientY - held.y) > slack
      if (!isFar && !wasDragged.current) return
      wasDragged.current = true
      scrollAt(event, days.frame.current)
      const place = placeAt(event, held, days)
      if (place !== null) setMoving({ ...place, block: held.block, by: "pointer" })
    },
    onPointerUp: () => {
      grip.current = null
      if (moving?.by === "pointer") drop(moving)
    },
    onPointerCancel: () => {
      grip.current = null
      setMoving(null)
    },
    /** The click that ends a drag opens nothing. */
    onClick: (event: { preventDefault: () => void }) => {
      if (wasDragged.current) event.preventDefault()
    },
  }
}

/** So near an edge a drag scrolls, and so far each time, in pixels. */
const edge = { near: 36, step: 14 }

function scrollAt({ clientX, clientY }: PointerEvent, frame: HTMLElement | null): void {
  if (frame === null) return
  const { top, bottom, left, right } = frame.getBoundingClientRect()
  const by = (at: number, [from, to]: readonly [number, number]) =>
    at < from + edge.near ? -edge.step : at > to - edge.near ? edge.step : 0
  frame.scrollBy(by(clientX, [left, right]), by(clientY, [top, bottom]))
}

/** The column and minute under the pointer, as the visit is held. */
function placeAt({ clientX, clientY }: PointerEvent, { block, offset }: Grip, { frame, hours }: Days): Place | null {
  const found = [...(frame.current?.querySelectorAll<HTMLElement>("[data-column]") ?? [])].find((column) => {
    const { left, right } = column.getBoundingClientRect()
    return clientX >= left && clientX < right
  })
  if (found?.dataset.column === undefined) return null
  const { top, height } = found.getBoundingClientRect()
  const minute = hours.from + ((clientY - top - offset) / height) * (hours.to - hours.from)
  return { column: found.dataset.column, from: snapped(minute, block) }
}

type Pressed = { readonly block: Block; readonly moving: Moving | null; readonly columns: readonly Column[] }

/** M takes a visit up. Then arrows go a quarter of an hour or a column, Enter drops, Escape leaves it where it was. */
function afterKey(key: string, { block, moving, columns }: Pressed): Moving | null | "drop" | undefined {
  if (!block.canMove) return undefined
  const isMoving = moving?.by === "keys" && moving.block.id === block.id
  if (!isMoving) return key === "m" ? { block, column: block.column, from: block.from, by: "keys" } : undefined
  if (key === "Escape") return null
  if (key === "Enter") return "drop"
  if (key === "ArrowUp" || key === "ArrowDown") {
    return { ...moving, from: snapped(moving.from + (key === "ArrowUp" ? -stepMinutes : stepMinutes), block) }
  }
  if (key !== "ArrowLeft" && key !== "ArrowRight") return undefined
  const isForward = (key === "ArrowRight") === (document.documentElement.dir !== "rtl")
  const here = columns.findIndex((column) => column.key === moving.column)
  const next = columns[here + (isForward ? 1 : -1)]
  return next === undefined ? moving : { ...moving, column: next.key }
}
