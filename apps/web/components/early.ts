import { type RefObject, useEffect, useEffectEvent, useRef } from "react"

/** On a slow line people choose before the script is there, and no event tells it afterwards: the form is read once. */
export function useEarly(take: (form: FormData) => void): RefObject<HTMLSelectElement | null> {
  const field = useRef<HTMLSelectElement>(null)
  const taking = useEffectEvent(take)
  useEffect(() => {
    const form = field.current?.form
    if (form) taking(new FormData(form))
  }, [])
  return field
}
