import { describe, expect, it } from "vitest"
import { type Block, type Column, hoursOf, idleOf, lanesOf, linesIn, snapped, verdictOf } from "./geometry.ts"

const column = (
  key: string,
  work: Column["work"] = [
    { from: 480, to: 720 },
    { from: 780, to: 1020 },
  ],
): Column => ({
  ...{
    key,
    technicianId: key,
    date: "2026-11-22",
    title: key,
    about: "",
    zones: ["kouba"],
    work,
    closed: null,
    away: [],
  },
})
const block = (id: string, from: number, more: Partial<Block> = {}): Block => ({
  ...{ id, column: "amine", zoneId: "kouba", from, to: from + 60, blocked: { from: from - 10, to: from + 75 } },
  ...{ title: id, time: "", about: "", status: "confirmed", flag: null, canMove: true, opens: true, ...more },
})
const columns = [column("amine"), column("billel")]

describe("dropping a visit", () => {
  const moving = block("moving", 480)
  const other = block("other", 600)
  const verdict = (at: string, from: number) =>
    verdictOf(moving, { column: at, from }, { columns, blocks: [moving, other] })

  it("is free where work is and nobody else", () => {
    expect(verdict("billel", 600)).toEqual({ kind: "free" })
    expect(verdict("amine", 495)).toEqual({ kind: "free" })
  })

  it("touches another's buffers and ways, and names it", () => {
    expect(verdict("amine", 525)).toEqual({ kind: "overlap", other })
    expect(verdict("amine", 675)).toEqual({ kind: "overlap", other })
    expect(verdict("amine", 690).kind).toBe("outside")
  })

  it("needs a reason outside the plan: before, after, and over a break", () => {
    expect(verdict("billel", 450).kind).toBe("outside")
    expect(verdict("billel", 975).kind).toBe("outside")
    expect(verdict("billel", 690).kind).toBe("outside")
  })

  it("needs a reason where its technician does not go", () => {
    const away = block("away", 480, { zoneId: "blida" })
    expect(verdictOf(away, { column: "billel", from: 600 }, { columns, blocks: [away] }).kind).toBe("outside")
  })
})

describe("blocks of one day that meet", () => {
  it("lie side by side, and alone again afterwards", () => {
    const lanes = lanesOf([block("a", 480), block("b", 500), block("c", 550), block("d", 900)])
    expect(Object.fromEntries(lanes)).toEqual({
      a: { lane: 0, lanes: 2 },
      b: { lane: 1, lanes: 2 },
      c: { lane: 0, lanes: 2 },
      d: { lane: 0, lanes: 1 },
    })
    const apart = lanesOf([block("a", 480), block("b", 480, { column: "billel" })])
    expect([...apart.values()]).toEqual([
      { lane: 0, lanes: 1 },
      { lane: 0, lanes: 1 },
    ])
  })

  it("take nobody's time once they are over", () => {
    const [moving, done] = [block("moving", 480), block("done", 600, { status: "done" })]
    const verdict = verdictOf(moving, { column: "amine", from: 600 }, { columns, blocks: [moving, done] })
    expect(verdict.kind).toBe("free")
  })
})

describe("the grid of a day", () => {
  it("snaps to a quarter of an hour and stays within the day", () => {
    expect(snapped(487, { from: 0, to: 60 })).toBe(480)
    expect(snapped(488, { from: 0, to: 60 })).toBe(495)
    expect(snapped(-20, { from: 0, to: 60 })).toBe(0)
    expect(snapped(1_430, { from: 0, to: 60 })).toBe(1_380)
  })

  it("shows whole hours around all work and all visits", () => {
    expect(hoursOf(columns, [block("late", 1_130)])).toEqual({ from: 480, to: 1_200 })
    expect(hoursOf([column("x", [])], [])).toEqual({ from: 480, to: 1_020 })
  })

  it("knows how much can be read in a block", () => {
    expect([15, 30, 45, 60, 90].map((to) => linesIn({ from: 0, to }))).toEqual([0, 0, 1, 2, 3])
  })

  it("knows where nobody is planned", () => {
    expect(idleOf(columns[0]?.work ?? [], { from: 420, to: 1_080 })).toEqual([
      { from: 420, to: 480 },
      { from: 720, to: 780 },
      { from: 1_020, to: 1_080 },
    ])
    expect(idleOf([], { from: 420, to: 480 })).toEqual([{ from: 420, to: 480 }])
  })
})
