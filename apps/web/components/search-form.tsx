import { Search } from "lucide-react"
import { here } from "../here.ts"

/** Finds parts by name, reference or model. A plain form: it works as soon as it is seen. */
export async function SearchForm({ value, id }: { readonly value?: string | undefined; readonly id: string }) {
  const { t, to } = await here()
  return (
    <form action={to("/products")} className="relative">
      <label htmlFor={id} className="sr-only">
        {t("web.search.label")}
      </label>
      <input
        id={id}
        type="search"
        name="q"
        defaultValue={value}
        placeholder={t("web.search.example")}
        enterKeyHint="search"
        autoComplete="off"
        maxLength={100}
        className="input pe-14 placeholder:text-ink-3"
      />
      <button
        type="submit"
        aria-label={t("web.search.do")}
        className="absolute inset-y-0 end-0 grid w-12 place-items-center rounded-s"
      >
        <Search size={20} aria-hidden />
      </button>
    </form>
  )
}
