"use client"

import { useField } from "../field.tsx"

type Props = { readonly date: string; readonly isOpen: boolean; readonly label: string }

/** Opens one day. The day that was open stays open when the form comes back with a refusal. */
export function DayRadio({ date, isOpen, label }: Props) {
  const { value, count } = useField("day")
  return (
    <input
      key={count}
      type="radio"
      name="day"
      value={date}
      aria-label={label}
      defaultChecked={value === undefined ? isOpen : value === date}
      className="absolute inset-0 cursor-pointer appearance-none rounded-s outline-none"
    />
  )
}
