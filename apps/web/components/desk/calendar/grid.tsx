"use client"

import { clsx } from "clsx"
import { useRef } from "react"
import { type Action, ActionForm } from "../../form.tsx"
import { Bar, type GridWords } from "./bar.tsx"
import { type Block, type Column, hoursOf, idleOf, type Span, stepMinutes } from "./geometry.ts"
import { type Moving, useMoving } from "./use-moving.ts"

type Props = {
  readonly columns: readonly Column[]
  readonly blocks: readonly Block[]
  /** Address of a visit's page, before its id. */
  readonly visits: string
  /** Of this page, to come back to. */
  readonly back: string
  /** Where now is. */
  readonly now: { readonly date: string; readonly minute: number }
  /** Each quarter of an hour of a day, as people read it. */
  readonly times: readonly string[]
  readonly words: GridWords
  readonly move: Action
}

const formId = "move-visit"

function send(): void {
  const form = document.getElementById(formId)
  if (form instanceof HTMLFormElement) form.requestSubmit()
}

/** Days side by side. A visit is dragged, or moved by keys: what a drop would mean is said before it. */
export function Grid({ columns, blocks, visits, back, now, times, words, move }: Props) {
  const hours = hoursOf(columns, blocks)
  const frame = useRef<HTMLDivElement>(null)
  const hand = useMoving({ columns, blocks, hours, frame, send })
  const { moving, verdict } = hand

  return (
    <ActionForm action={move} id={formId} className="grid gap-3">
      <div ref={frame} className="calendar" data-moving={moving !== null}>
        <Hours hours={hours} times={times} />
        {columns.map((column) => (
          <section
            key={column.key}
            aria-label={[column.title, column.about].filter((part) => part !== "").join(", ")}
            className="calendar-column"
          >
            <h3 className="calendar-head">
              <bdi>{column.title}</bdi>
              {column.about !== "" && <bdi className="text-xs font-normal text-ink-2">{column.about}</bdi>}
            </h3>
            <div data-column={column.key} className="calendar-day" style={{ blockSize: `${minutesOf(hours) / 16}rem` }}>
              <Backdrop column={column} hours={hours} now={now} />
              {blocks
                .filter((block) => block.column === column.key)
                .map((block) => (
                  <Visit key={block.id} {...{ block, hours, visits, hand }} />
                ))}
              {moving !== null && moving.column === column.key && (
                <div className="calendar-ghost" data-verdict={verdict?.kind} style={at(landing(moving), hours)}>
                  {times[moving.from / stepMinutes]}
                </div>
              )}
            </div>
          </section>
        ))}
      </div>
      {moving !== null && verdict !== null && (
        <Bar
          {...{ moving, verdict, back, words }}
          column={columns.find(({ key }) => key === moving.column)}
          time={times[moving.from / stepMinutes] ?? ""}
          cancel={hand.leave}
        />
      )}
    </ActionForm>
  )
}

type BackdropProps = { readonly column: Column; readonly hours: Span; readonly now: Props["now"] }

/** Where nobody is planned, why, and where now is. */
function Backdrop({ column, hours, now }: BackdropProps) {
  const isNow = column.date === now.date && now.minute > hours.from && now.minute < hours.to
  return (
    <>
      {idleOf(column.work, hours).map((span) => (
        <div key={span.from} className="calendar-idle" style={at(span, hours)} />
      ))}
      {column.closed !== null && <p className="calendar-closed">{column.closed}</p>}
      {isNow && <div className="calendar-now" style={at({ from: now.minute, to: now.minute }, hours)} />}
    </>
  )
}

type VisitProps = {
  readonly block: Block
  readonly hours: Span
  readonly visits: string
  readonly hand: ReturnType<typeof useMoving>
}

function Visit({ block, hours, visits, hand }: VisitProps) {
  return (
    <div className={clsx("contents", hand.moving?.block.id === block.id && "is-lifted")}>
      <div className="calendar-blocked" style={at(block.blocked, hours)} />
      <a
        href={block.opens ? `${visits}/${block.id}` : undefined}
        className="calendar-visit"
        data-status={block.status}
        data-row
        style={at(block, hours)}
        draggable={false}
        aria-keyshortcuts={block.canMove ? "m" : undefined}
        onPointerDown={hand.onPointerDown(block)}
        onPointerMove={hand.onPointerMove}
        onPointerUp={hand.onPointerUp}
        onKeyDown={hand.onKeyDown(block)}
        onClick={hand.onClick}
      >
        <bdi className="truncate font-semibold">{block.title}</bdi>
        <bdi className="truncate">{block.about}</bdi>
        {block.flag !== null && <span className="truncate font-medium text-bad">{block.flag}</span>}
      </a>
    </div>
  )
}

const minutesOf = ({ from, to }: Span) => to - from
const landing = ({ block, from }: Moving): Span => ({ from, to: from + minutesOf(block) })

function at({ from, to }: Span, hours: Span) {
  const share = (minutes: number) => `${(minutes / minutesOf(hours)) * 100}%`
  return { insetBlockStart: share(from - hours.from), blockSize: share(to - from) }
}

function Hours({ hours, times }: { readonly hours: Span; readonly times: readonly string[] }) {
  const full = Array.from({ length: minutesOf(hours) / 60 }, (_, n) => hours.from + n * 60)
  return (
    <div aria-hidden="true" className="calendar-hours">
      {full.map((minute) => (
        <span key={minute} className="num">
          {times[minute / stepMinutes]}
        </span>
      ))}
    </div>
  )
}
