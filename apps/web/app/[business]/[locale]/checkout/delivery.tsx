"use client"

import { useState } from "react"
import { formatMoney, type Locale } from "#kernel/format.ts"
import { Button } from "../../../../components/button.tsx"
import { useEarly } from "../../../../components/early.ts"
import { Choice, Choices, Field, SelectField } from "../../../../components/field.tsx"
import type { Draft } from "../../../../draft.ts"
import { type DeliveryWords, type Method, methods, type Rate } from "./delivery-words.ts"
import { Step } from "./step.tsx"

type Place = { readonly code: number; readonly name: string }
type Commune = { readonly name: string; readonly postalCode: string }
type Props = {
  readonly draft: Draft
  readonly wilayas: readonly Place[]
  readonly communes: readonly Commune[]
  readonly rates: readonly Rate[]
  readonly locale: Locale
  /** Where the communes of a wilaya are asked for. */
  readonly places: string
  readonly words: DeliveryWords
}

/** Wilaya, then its communes and prices. Without a script, or without the network, a button asks for them. */
export function Delivery({ draft, wilayas, communes, rates, locale, places, words }: Props) {
  const [wilaya, setWilaya] = useState(draft["delivery.wilaya"] ?? "")
  const [shown, setShown] = useState(communes)
  const [hasFailed, setFailed] = useState(false)
  const [method, setMethod] = useState(draft["delivery.method"] ?? "home")
  const offered = rates.filter((rate) => String(rate.wilaya) === wilaya)

  async function choose(code: string) {
    setWilaya(code)
    setShown([])
    if (code === "") return
    const found = await communesOf(`${places}/${code}?locale=${locale.language}`)
    setShown(found ?? [])
    setFailed(found === null)
  }
  const place = useEarly((form) => {
    const [code, how] = [String(form.get("delivery.wilaya") ?? ""), form.get("delivery.method")]
    if (code !== wilaya) choose(code)
    setMethod(methods.find((each) => each === how) ?? method)
  })
  const ask = (
    <Button name="intent" value="communes">
      {words.showCommunes}
    </Button>
  )

  return (
    <Step number={2} title={words.title}>
      <SelectField
        ref={place}
        name="delivery.wilaya"
        label={words.wilaya}
        autoComplete="address-level1"
        defaultValue={wilaya}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{words.chooseWilaya}</option>
        {wilayas.map(({ code, name }) => (
          <option key={code} value={code}>
            {String(code).padStart(2, "0")} · {name}
          </option>
        ))}
      </SelectField>
      {hasFailed ? ask : <noscript>{ask}</noscript>}
      <SelectField
        key={`${wilaya}/${shown.length}`}
        name="delivery.commune"
        label={words.commune}
        autoComplete="address-level2"
        disabled={shown.length === 0}
        defaultValue={draft["delivery.commune"]}
      >
        <option value="">{shown.length === 0 ? words.wilayaFirst : words.chooseCommune}</option>
        {shown.map(({ name, postalCode }) => (
          <option key={`${name}${postalCode}`} value={name}>
            {name}
          </option>
        ))}
      </SelectField>

      <Choices name="delivery.method" legend={words.method}>
        {methods
          .filter((each) => each !== "pickup" || offered.some((rate) => rate.method === each))
          .map((each) => (
            <MethodChoice
              key={each}
              method={each}
              rate={offered.find((rate) => rate.method === each)}
              isChosen={method === each}
              choose={setMethod}
              {...{ locale, words }}
            />
          ))}
      </Choices>
      {method !== "pickup" && (
        <Field
          name="delivery.address"
          label={words.address}
          hint={words.addressHint}
          {...(method === "home" ? {} : { optional: words.optional })}
          autoComplete="street-address"
          maxLength={200}
          defaultValue={draft["delivery.address"]}
        />
      )}
      {method === "home" && (
        <Field
          name="delivery.landmark"
          label={words.landmark}
          hint={words.landmarkHint}
          optional={words.optional}
          autoComplete="off"
          maxLength={200}
          defaultValue={draft["delivery.landmark"]}
        />
      )}
    </Step>
  )
}

type MethodProps = {
  readonly method: Method
  readonly rate: Rate | undefined
  readonly isChosen: boolean
  readonly choose: (method: Method) => void
  readonly locale: Locale
  readonly words: DeliveryWords
}

function MethodChoice({ method, rate, isChosen, choose, locale, words }: MethodProps) {
  const price = rate === undefined ? undefined : { amountMinor: rate.price.amount, currency: rate.price.currency }
  const days = rate === undefined ? undefined : words.days[rate.days]
  return (
    <Choice
      name="delivery.method"
      value={method}
      label={words.methodNames[method]}
      about={days === undefined ? words.methodAbouts[method] : `${words.methodAbouts[method]} · ${days}`}
      aside={price && <bdi>{price.amountMinor === 0 ? words.free : formatMoney(price, locale)}</bdi>}
      defaultChecked={isChosen}
      onChange={() => choose(method)}
    />
  )
}

/** Null where the network fails: then a button asks again, as without scripts. */
async function communesOf(address: string): Promise<readonly Commune[] | null> {
  const response = await fetch(address, { headers: { accept: "application/json" } }).catch(() => null)
  if (response === null || !response.ok) return null
  const { items } = await response.json()
  return items
}
