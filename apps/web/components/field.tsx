"use client"

import { clsx } from "clsx"
import { type ComponentProps, type ReactNode, useId } from "react"
import { useFilling } from "./form.tsx"

type Named = {
  readonly name: string
  readonly label: ReactNode
  readonly hint?: ReactNode | undefined
  /** Said beside the label of a field that may stay empty. */
  readonly optional?: string | undefined
}

type Described = { readonly id: string; readonly error: string | undefined; readonly hint: ReactNode }

function describedBy({ id, error, hint }: Described): string | undefined {
  const ids = [hint === undefined ? "" : `${id}-hint`, error === undefined ? "" : `${id}-error`].filter(Boolean)
  return ids.length === 0 ? undefined : ids.join(" ")
}

function Frame({ id, label, optional, hint, error, children }: Described & Named & { readonly children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="flex items-baseline justify-between gap-3 font-medium">
        {label}
        {optional !== undefined && <span className="text-xs font-normal text-ink-3">{optional}</span>}
      </label>
      {children}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="text-sm text-ink-2">
          {hint}
        </p>
      )}
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}

export function FieldError({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <p id={id} className="arrives text-sm font-medium text-bad">
      {children}
    </p>
  )
}

/** What the form around knows of one field. */
export function useField(name: string, initial?: string) {
  const id = useId()
  const { state } = useFilling()
  return { id, error: state.errors[name], value: state.values[name] ?? initial, count: state.count }
}

/** A text field: label above, error below in words, what was typed kept. */
export function Field({
  name,
  label,
  hint,
  optional,
  defaultValue,
  className,
  ...input
}: Named & ComponentProps<"input">) {
  const { id, error, value, count } = useField(name, defaultValue?.toString())
  return (
    <Frame {...{ id, name, label, optional, hint, error }}>
      <input
        key={count}
        id={id}
        name={name}
        defaultValue={value}
        className={clsx("input", className)}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy({ id, error, hint })}
        {...input}
      />
    </Frame>
  )
}

/** A text of some lines. */
export function TextField({
  name,
  label,
  hint,
  optional,
  defaultValue,
  ...area
}: Named & Omit<ComponentProps<"textarea">, "value">) {
  const { id, error, value, count } = useField(name, defaultValue?.toString())
  return (
    <Frame {...{ id, name, label, optional, hint, error }}>
      <textarea
        key={count}
        id={id}
        name={name}
        rows={3}
        className="input"
        defaultValue={value}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy({ id, error, hint })}
        {...area}
      />
    </Frame>
  )
}

/** A list of choices that the browser opens. Never controlled: React's reset after an action would empty it. */
export function SelectField({
  name,
  label,
  hint,
  optional,
  defaultValue,
  children,
  ...select
}: Named & Omit<ComponentProps<"select">, "value">) {
  const { id, error, value, count } = useField(name, defaultValue?.toString())
  return (
    <Frame {...{ id, name, label, optional, hint, error }}>
      <select
        key={count}
        id={id}
        name={name}
        className="input"
        defaultValue={value}
        aria-invalid={error !== undefined}
        aria-describedby={describedBy({ id, error, hint })}
        {...select}
      >
        {children}
      </select>
    </Frame>
  )
}

type ChoicesProps = { readonly name: string; readonly legend: ReactNode; readonly children: ReactNode }

/** A question answered by one of the cards inside. */
export function Choices({ name, legend, children }: ChoicesProps) {
  const { id, error } = useField(name)
  return (
    <fieldset aria-describedby={error === undefined ? undefined : `${id}-error`} className="grid gap-2">
      <legend className="mb-2 font-medium">{legend}</legend>
      {children}
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </fieldset>
  )
}

type ChoiceProps = Omit<ComponentProps<"input">, "type" | "about" | "checked"> & {
  readonly name: string
  readonly value: string
  readonly label: ReactNode
  readonly about?: ReactNode
  /** At the end of the line: a price, a mark. */
  readonly aside?: ReactNode
}

/** One answer, on a card as large as a thumb wants. */
export function Choice({ name, value, label, about, aside, defaultChecked, ...input }: ChoiceProps) {
  const { error, value: typed, count } = useField(name)
  const isChosen = typed === undefined ? defaultChecked : typed === value
  return (
    <label className="eases flex min-h-12 cursor-pointer items-center gap-3 rounded-s border border-edge bg-card px-4 py-3 has-checked:border-accent has-checked:bg-accent-soft has-checked:shadow-[inset_0_0_0_1px_var(--accent)] has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-not-allowed has-disabled:border-dashed has-disabled:opacity-60">
      <input
        key={count}
        type="radio"
        name={name}
        value={value}
        aria-invalid={error !== undefined}
        className="size-5 shrink-0 accent-accent outline-none"
        defaultChecked={isChosen}
        {...input}
      />
      <span className="grid min-w-0 flex-1 gap-0.5">
        <span className="font-medium">{label}</span>
        {about !== undefined && <span className="text-sm text-ink-2">{about}</span>}
      </span>
      {aside !== undefined && <span className="num shrink-0 text-end font-medium">{aside}</span>}
    </label>
  )
}

type ConsentProps = { readonly name: string; readonly defaultChecked?: boolean; readonly children: ReactNode }

/** One thing to agree to, with its words beside the box. */
export function Consent({ name, defaultChecked = false, children }: ConsentProps) {
  const { id, error, value, count } = useField(name)
  const isAgreed = count === 0 ? defaultChecked : value === "yes"
  return (
    <div className="grid gap-1.5">
      <label className="flex min-h-12 cursor-pointer items-start gap-3 py-2">
        <input
          key={count}
          type="checkbox"
          name={name}
          value="yes"
          defaultChecked={isAgreed}
          aria-invalid={error !== undefined}
          aria-describedby={error === undefined ? undefined : `${id}-error`}
          className="mt-0.5 size-5 shrink-0 accent-accent"
        />
        <span className="min-w-0">{children}</span>
      </label>
      {error !== undefined && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}
