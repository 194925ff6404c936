"use client"

import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react"
import { foundCommunes, namedCommune, type Zone } from "../../commune-search.ts"
import { useEarly } from "../early.ts"
import { FieldError, SelectField, useField } from "../field.tsx"

type Words = { readonly [word in "commune" | "choose" | "hint" | "none"]: string }
type Props = {
  /** In the language of the page. */
  readonly zones: readonly Zone[]
  /** The same communes in the other script, for whoever types in it. */
  readonly others: readonly Zone[]
  readonly initial: string | undefined
  readonly words: Words
}

/** Where to come: the browser's own list, and as soon as a script is there a field that finds while people type. */
export function CommuneField({ zones, others, initial, words }: Props) {
  const { count } = useField("commune")
  const [chosen, setChosen] = useState<string | null>(null)
  const select = useEarly((form) => setChosen(String(form.get("commune") ?? "")))
  if (chosen !== null) return <Finder key={count} zones={zones} others={others} initial={chosen} words={words} />

  return (
    <SelectField ref={select} name="commune" label={words.commune} defaultValue={initial} autoComplete="address-level2">
      <option value="">{words.choose}</option>
      {zones.map(({ zone, communes }) => (
        <optgroup key={zone} label={zone}>
          {communes.map((commune) => (
            <option key={commune} value={commune}>
              {commune}
            </option>
          ))}
        </optgroup>
      ))}
    </SelectField>
  )
}

function Finder({ zones, others, initial, words }: Omit<Props, "initial"> & { readonly initial: string }) {
  const { id, error, value } = useField("commune", initial)
  const [typed, setTyped] = useState(value ?? "")
  const [isOpen, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const list = useId()

  const everywhere = [...zones, ...others]
  const isSettled = namedCommune(everywhere, typed) !== undefined
  const found = foundCommunes(typed === "" || isSettled ? zones : everywhere, isSettled ? "" : typed)
  const communes = found.flatMap((zone) => zone.communes)
  const take = (commune: string) => {
    setTyped(commune)
    setOpen(false)
  }
  const leave = () => {
    setOpen(false)
    setTyped(namedCommune(everywhere, typed) ?? (communes.length === 1 ? (communes[0] ?? typed) : typed))
  }
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const picked = communes[at]
    if (step !== undefined) {
      event.preventDefault()
      setOpen(true)
      setAt(isOpen ? (at + step + communes.length) % Math.max(communes.length, 1) : 0)
    }
    if (event.key === "Escape") setOpen(false)
    if (event.key === "Enter" && isOpen && picked !== undefined) {
      event.preventDefault()
      take(picked)
    }
  }

  return (
    <div className="relative grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {words.commune}
      </label>
      <input
        id={id}
        name="commune"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && communes.length > 0 ? `${list}-${at}` : undefined}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}-hint${error === undefined ? "" : ` ${id}-error`}`}
        autoComplete="off"
        enterKeyHint="done"
        maxLength={80}
        className="input"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
          setOpen(true)
        }}
        onFocus={(event) => event.target.select()}
        onClick={() => setOpen(true)}
        onBlur={leave}
        onKeyDown={press}
      />
      <Found list={list} zones={isOpen ? found : []} at={at} take={take} />
      <p id={`${id}-hint`} className="text-sm text-ink-2" aria-live="polite">
        {isOpen && communes.length === 0 ? words.none : words.hint}
      </p>
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}

type FoundProps = {
  readonly list: string
  readonly zones: readonly Zone[]
  readonly at: number
  readonly take: (commune: string) => void
}

/** What fits, by zone; on the page itself rather than over it, so that a phone's keyboard hides nothing of it. */
function Found({ list, zones, at, take }: FoundProps) {
  const order = zones.flatMap(({ communes }) => communes)
  const current = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (at >= 0) current.current?.scrollIntoView({ block: "nearest" })
  }, [at])
  return (
    <div
      id={list}
      role="listbox"
      tabIndex={-1}
      hidden={zones.length === 0}
      className="max-h-72 overflow-y-auto rounded-s border border-line bg-card"
    >
      {zones.map(({ zone, communes }) => (
        // biome-ignore lint/a11y/useSemanticElements: groups of options are what a listbox has.
        <div key={zone} role="group" aria-label={zone}>
          <p className="label sticky top-0 bg-card px-4 pt-3 pb-1" aria-hidden="true">
            {zone}
          </p>
          {communes.map((commune) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above.
            <div
              key={commune}
              ref={order[at] === commune ? current : null}
              id={`${list}-${order.indexOf(commune)}`}
              role="option"
              tabIndex={-1}
              aria-selected={order[at] === commune}
              className="flex min-h-12 cursor-pointer items-center px-4 hover:bg-none-soft aria-selected:bg-none-soft"
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(commune)}
            >
              <bdi>{commune}</bdi>
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}
