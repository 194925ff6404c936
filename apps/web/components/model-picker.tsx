"use client"

import { useState } from "react"
import { SelectField } from "./field.tsx"

type Brand = {
  readonly slug: string
  readonly name: string
  readonly boilers: readonly { readonly slug: string; readonly name: string }[]
}
type Props = {
  readonly brands: readonly Brand[]
  readonly brand?: string | undefined
  readonly boiler?: string | undefined
  readonly words: {
    readonly brand: string
    readonly model: string
    readonly anyBrand: string
    readonly anyModel: string
  }
}

/** Brand, then its models. Without a script every model is there, under its brand. */
export function ModelPicker({ brands, brand, boiler, words }: Props) {
  const initial = brand ?? brands.find(({ boilers }) => boilers.some(({ slug }) => slug === boiler))?.slug ?? ""
  const [chosen, setChosen] = useState(initial)
  const shown = brands.filter(({ slug }) => chosen === "" || slug === chosen)

  return (
    <>
      <SelectField
        name="make"
        label={words.brand}
        defaultValue={initial}
        onChange={(event) => setChosen(event.target.value)}
      >
        <option value="">{words.anyBrand}</option>
        {brands.map(({ slug, name }) => (
          <option key={slug} value={slug}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField name="boiler" label={words.model} defaultValue={boiler}>
        <option value="">{words.anyModel}</option>
        {shown.map(({ slug, name, boilers }) => (
          <optgroup key={slug} label={name}>
            {boilers.map((model) => (
              <option key={model.slug} value={model.slug}>
                {model.name}
              </option>
            ))}
          </optgroup>
        ))}
      </SelectField>
    </>
  )
}
