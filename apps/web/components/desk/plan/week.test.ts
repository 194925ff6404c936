import { describe, expect, it } from "vitest"
import { groupsOf, timesOf, type Windows, weekdaysFrom, windowsOf } from "./week.ts"

const work = (weekday: number, fromMinute: number, toMinute: number) =>
  ({ kind: "work", weekday, fromMinute, toMinute }) as const
const lunch = (weekday: number) => ({ kind: "break", weekday, fromMinute: 720, toMinute: 780 }) as const
const week: Windows = [work(7, 480, 1020), lunch(7), work(1, 480, 720), work(1, 780, 1020), work(6, 480, 780)]

describe("a week in a form", () => {
  it("has its times and its break, whether it is a break or a gap", () => {
    const day = { from: "08:00", to: "17:00", breakFrom: "12:00", breakTo: "13:00" }
    expect([timesOf(week, 7), timesOf(week, 1)]).toEqual([day, day])
    expect(timesOf(week, 6)).toEqual({ from: "08:00", to: "13:00", breakFrom: "", breakTo: "" })
    expect(timesOf(week, 5)).toEqual({ from: "", to: "", breakFrom: "", breakTo: "" })
  })

  it("comes back as windows, and a day without times as none", () => {
    expect(windowsOf(7, timesOf(week, 7))).toEqual([work(7, 480, 1020), lunch(7)])
    expect(windowsOf(6, timesOf(week, 6))).toEqual([work(6, 480, 780)])
    expect(windowsOf(5, { from: "", to: "12:00", breakFrom: "10:00", breakTo: "10:15" })).toEqual([])
  })
})

describe("a week in words", () => {
  it("puts days of the same hours together, in the order of the country", () => {
    const spans = [
      { from: 480, to: 720 },
      { from: 780, to: 1020 },
    ]
    expect(groupsOf(week, weekdaysFrom(7))).toEqual([
      { weekdays: [7, 1], spans },
      { weekdays: [6], spans: [{ from: 480, to: 780 }] },
    ])
    expect(weekdaysFrom(1)).toEqual([1, 2, 3, 4, 5, 6, 7])
  })
})
