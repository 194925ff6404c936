"use client"

import { type FormEvent, useState } from "react"
import type { WireMoney } from "#kernel/contract.ts"
import { digitsOf } from "#kernel/money.ts"
import { Button } from "../button.tsx"
import { FieldError } from "../field.tsx"
import { SignaturePad } from "./signature-pad.tsx"
import { useSpoken } from "./spoken.tsx"
import type { VisitProps } from "./visit-page.tsx"

type Wrong = "work_missing" | "labour_wrong" | "name_missing"

/** What was done, what it costs and who signs for it. Stays as it was typed until it is kept. */
export function Report({ visit, act }: VisitProps) {
  const { w } = useSpoken()
  const [path, setPath] = useState("")
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const [isSaved, setSaved] = useState(false)
  const { report, price, totals } = visit
  const currency = totals.total.currency
  const unit = 10 ** digitsOf(currency)
  const isPriced = price !== null

  const save = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const said = (name: string) => String(form.get(name) ?? "").trim()
    const labour = isPriced ? null : labourOf(said("labour"), { unit, currency })
    if (said("work") === "") return setWrong("work_missing")
    if (!isPriced && labour === null) return setWrong("labour_wrong")
    if (path !== "" && said("name") === "") return setWrong("name_missing")

    setWrong(null)
    setSaved(true)
    const signature = path === "" ? null : { name: said("name"), path }
    void act({ kind: "report", workDone: said("work"), labour, signature })
  }
  const isSigned = report?.signedName !== undefined && report.signedName !== null
  return (
    <form
      onSubmit={save}
      onChange={() => setSaved(false)}
      noValidate
      className="grid gap-4 rounded-m border border-line bg-card p-4"
    >
      <h2 className="font-semibold">{w.report}</h2>
      <label className="grid gap-1.5 font-medium">
        {w.work_done}
        <textarea name="work" rows={3} maxLength={4000} defaultValue={report?.workDone} className="input font-normal" />
      </label>
      {!isPriced && (
        <label className="grid gap-1.5 font-medium">
          {w.labour}
          <input
            name="labour"
            inputMode="decimal"
            autoComplete="off"
            defaultValue={report === null ? "" : String(report.labour.amount / unit)}
            className="input num font-normal"
            dir="ltr"
          />
        </label>
      )}
      {isSigned && (
        <p className="text-sm text-good">
          {w.signed} <bdi>{report.signedName}</bdi>
        </p>
      )}
      <SignaturePad path={path} draw={setPath} />
      {path !== "" && (
        <label className="grid gap-1.5 font-medium">
          {w.signed_by}
          <input name="name" maxLength={100} defaultValue={visit.customer.name} className="input font-normal" />
        </label>
      )}
      {wrong !== null && <FieldError>{w[wrong]}</FieldError>}
      <Button type="submit" wide kind={report === null ? "primary" : "quiet"}>
        {w.save_report}
      </Button>
      <output className="text-sm text-good empty:hidden">{isSaved ? w.saved_report : ""}</output>
    </form>
  )
}

function labourOf(
  written: string,
  { unit, currency }: { unit: number; currency: WireMoney["currency"] },
): WireMoney | null {
  const clean = written.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".")
  return /^\d{1,9}(\.\d{1,2})?$/.test(clean) ? { amount: Math.round(Number(clean) * unit), currency } : null
}
