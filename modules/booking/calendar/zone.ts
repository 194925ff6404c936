type Span = { readonly from: Temporal.Instant; readonly to: Temporal.Instant }

/**
 * The VTIMEZONE of an IANA zone (RFC 5545 §3.6.5) as it is over a span: each change of the clock written out, without
 * rules, because Ramadan follows none that a calendar program knows..
 */
export function timeZone(zone: string, { from, to }: Span): string {
  const first = from.toZonedDateTimeISO(zone)
  const began = first.getTimeZoneTransition("previous") ?? Temporal.PlainDate.from("1970-01-01").toZonedDateTime(zone)
  const changes = [began, ...changesBetween(first, to)]
  return ["BEGIN:VTIMEZONE", `TZID:${zone}`, ...changes.flatMap(observance), "END:VTIMEZONE"].join("\r\n")
}

function changesBetween(from: Temporal.ZonedDateTime, to: Temporal.Instant): Temporal.ZonedDateTime[] {
  const next = from.getTimeZoneTransition("next")
  if (next === null || Temporal.Instant.compare(next.toInstant(), to) > 0) return []
  return [next, ...changesBetween(next, to)]
}

/** From a change of the clock on: its local time is told by the clock as it was before. */
function observance(change: Temporal.ZonedDateTime): string[] {
  const before = change.subtract({ nanoseconds: 1 })
  const kind = change.offsetNanoseconds > before.offsetNanoseconds ? "DAYLIGHT" : "STANDARD"
  const local = change.toInstant().add({ nanoseconds: before.offsetNanoseconds }).toZonedDateTimeISO("UTC")
  return [
    `BEGIN:${kind}`,
    `DTSTART:${local.toPlainDateTime().toString({ smallestUnit: "second" }).replaceAll(/[-:]/g, "")}`,
    `TZOFFSETFROM:${before.offset.replace(":", "")}`,
    `TZOFFSETTO:${change.offset.replace(":", "")}`,
    `TZNAME:${kind === "DAYLIGHT" ? "DST" : "STD"}`,
    `END:${kind}`,
  ]
}
