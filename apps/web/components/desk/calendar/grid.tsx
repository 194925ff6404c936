"use client"

import { clsx } from "clsx"
import { type RefObject, useEffect, useRef } from "react"
import { type Action, ActionForm, useFilling } from "../../form.tsx"
import { Bar, type GridWords } from "./bar.tsx"
import {
  type Block,
  type Column,
  hoursOf,
  idleOf,
  type Lane,
  lanesOf,
  linesIn,
  type Span,
  stepMinutes,
} from "./geometry.ts"
import { type Moving, useMoving } from "./use-moving.ts"

type Props = {
  readonly columns: readonly Column[]
  readonly blocks: readonly Block[]
  /** Addresses of the pages of visits and absences, before their ids. */
  readonly pages: { readonly visits: string; readonly absences: string }
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
export function Grid({ columns, blocks, pages, back, now, times, words, move }: Props) {
  const hours = hoursOf(columns, blocks)
  const lanes = lanesOf(blocks)
  const frame = useRef<HTMLDivElement>(null)
  const hand = useMoving({ columns, blocks, hours, frame, send })
  const { moving, verdict } = hand
  const inTheWay = verdict?.kind === "overlap" ? verdict.other.id : null

  return (
    <ActionForm action={move} id={formId} className="flex min-h-0 flex-col gap-2 desk:h-full">
      <div ref={frame} className="calendar" data-moving={moving !== null}>
        <Hours hours={hours} times={times} />
        {columns.map((column) => (
          <section
            key={column.key}
            aria-label={[column.title, column.about].filter((part) => part !== "").join(", ")}
            className="calendar-column"
            data-today={column.date === now.date && columns.some(({ date }) => date !== now.date)}
          >
            <h2 className="calendar-head">
              <bdi>{column.title}</bdi>
              {column.about !== "" && <bdi className="text-xs font-normal text-ink-2">{column.about}</bdi>}
            </h2>
            <div data-column={column.key} className="calendar-day" style={{ blockSize: `${minutesOf(hours) / 16}rem` }}>
              <Backdrop {...{ column, hours, now, words }} absences={pages.absences} />
              {blocks
                .filter((block) => block.column === column.key)
                .map((block) => (
                  <Visit
                    key={block.id}
                    {...{ block, hours, hand }}
                    visits={pages.visits}
                    isInTheWay={block.id === inTheWay}
                    lane={lanes.get(block.id)}
                  />
                ))}
              {moving !== null && moving.column === column.key && (
                <Ghost {...{ moving, hours }} kind={verdict?.kind} time={times[moving.from / stepMinutes] ?? ""} />
              )}
            </div>
          </section>
        ))}
      </div>
      {moving === null || verdict === null ? (
        <p className="scripted calendar-hint">{words.hint}</p>
      ) : (
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

type BackdropProps = {
  readonly column: Column
  readonly hours: Span
  readonly now: Props["now"]
  readonly absences: string
  readonly words: GridWords
}

/** Where nobody is planned, why, and where now is. */
function Backdrop({ column, hours, now, absences, words }: BackdropProps) {
  const isNow = column.date === now.date && now.minute > hours.from && now.minute < hours.to
  return (
    <>
      {idleOf(column.work, hours).map((span) => (
        <div key={span.from} className="calendar-idle" style={at(span, hours)} />
      ))}
      {column.away.map(({ id, ...span }) => (
        <a
          key={id}
          href={`${absences}/${id}`}
          data-row
          className="calendar-away"
          style={at(within(span, hours), hours)}
        >
          {words.away}
        </a>
      ))}
      {column.closed !== null && column.closed !== "" && <p className="calendar-closed">{column.closed}</p>}
      {isNow && <div className="calendar-now" style={at({ from: now.minute, to: now.minute }, hours)} />}
    </>
  )
}

type VisitProps = {
  readonly block: Block
  readonly hours: Span
  readonly visits: string
  readonly hand: ReturnType<typeof useMoving>
  readonly isInTheWay: boolean
  readonly lane: Lane | undefined
}

function Visit({ block, hours, visits, hand, isInTheWay, lane }: VisitProps) {
  const lines = linesIn(block)
  const Frame = block.opens ? "a" : "div"
  return (
    <div className={clsx("contents", hand.moving?.block.id === block.id && "is-lifted")}>
      <div className="calendar-blocked" style={at(block.blocked, hours)} />
      <Frame
        {...(block.opens ? { href: `${visits}/${block.id}`, "data-row": true, draggable: false } : {})}
        className="calendar-visit"
        data-status={block.status}
        data-blocks={isInTheWay}
        title={`${block.time} ${block.title} · ${block.about}`}
        style={{ ...at(block, hours), ...beside(lane) }}
        aria-keyshortcuts={block.canMove ? "m" : undefined}
        onPointerDown={hand.onPointerDown(block)}
        onPointerMove={hand.onPointerMove}
        onPointerUp={hand.onPointerUp}
        onPointerCancel={hand.onPointerCancel}
        onKeyDown={hand.onKeyDown(block)}
        onClick={hand.onClick}
      >
        <span className="flex min-w-0 gap-1.5">
          <bdi className="num shrink-0 text-ink-2">{block.time}</bdi>
          <bdi className="truncate font-semibold">{block.title}</bdi>
        </span>
        {block.flag !== null && <span className="truncate font-medium text-bad">{block.flag}</span>}
        <Wrapped lines={lines - (block.flag === null ? 0 : 1)}>{block.about}</Wrapped>
      </Frame>
    </div>
  )
}

/** As many lines as there is room for; a short visit has its name alone, and the rest in its title. */
function Wrapped({ lines, children }: { readonly lines: number; readonly children: string }) {
  if (lines < 1) return <span className="sr-only">{children}</span>
  return (
    <bdi className="calendar-about" style={{ WebkitLineClamp: lines }}>
      {children}
    </bdi>
  )
}

type GhostProps = {
  readonly moving: Moving
  readonly hours: Span
  readonly kind: string | undefined
  readonly time: string
}

/** Where a visit would land; it stays in sight while keys move it. */
function Ghost({ moving, hours, kind, time }: GhostProps) {
  const ghost: RefObject<HTMLDivElement | null> = useRef(null)
  const isByKeys = moving.by === "keys"
  const { state, isPending } = useFilling()
  const isRefused = moving.by === "drop" && !isPending && state.notice !== null && kind !== "outside"
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step may leave what is in sight.
  useEffect(() => {
    if (isByKeys) ghost.current?.scrollIntoView({ block: "nearest", inline: "nearest" })
  }, [isByKeys, moving.from, moving.column])
  return (
    <div
      ref={ghost}
      className="calendar-ghost"
      data-verdict={isRefused ? "overlap" : kind}
      style={at(landing(moving), hours)}
    >
      <span className="flex gap-1.5">
        <bdi className="num shrink-0">{time}</bdi>
        <bdi className="truncate">{moving.block.title}</bdi>
      </span>
    </div>
  )
}

const minutesOf = ({ from, to }: Span) => to - from
const landing = ({ block, from }: Moving): Span => ({ from, to: from + minutesOf(block) })
const within = ({ from, to }: Span, hours: Span): Span => ({
  from: Math.max(from, hours.from),
  to: Math.max(Math.min(to, hours.to), hours.from),
})

function at({ from, to }: Span, hours: Span) {
  const share = (minutes: number) => `${(minutes / minutesOf(hours)) * 100}%`
  return { insetBlockStart: share(from - hours.from), blockSize: share(to - from) }
}

/** Its share of the column, where others are drawn at the same time. */
function beside(lane: Lane | undefined) {
  if (lane === undefined || lane.lanes === 1) return {}
  const share = (of: number) => `calc((100% - 8px) * ${of / lane.lanes})`
  return { insetInlineStart: `calc(4px + ${share(lane.lane)})`, insetInlineEnd: "auto", inlineSize: share(1) }
}

function Hours({ hours, times }: { readonly hours: Span; readonly times: readonly string[] }) {
  const full = Array.from({ length: minutesOf(hours) / 60 }, (_, n) => hours.from + n * 60)
  return (
    <div aria-hidden="true" className="calendar-hours">
      <span className="calendar-corner" />
      {full.map((minute) => (
        <span key={minute} className="calendar-hour num">
          {times[minute / stepMinutes]}
        </span>
      ))}
    </div>
  )
}
