import { here } from "../here.ts"
import { Button } from "./button.tsx"
import { ModelPicker } from "./model-picker.tsx"
import { Ticket } from "./ticket.tsx"

type Brand = {
  readonly slug: string
  readonly name: string
  readonly boilers: readonly { readonly slug: string; readonly name: string }[]
}

/** "Does it fit my boiler?", asked on a ticket that the visitor fills in. */
export async function FinderTicket({ brands }: { readonly brands: readonly Brand[] }) {
  const { t, to } = await here()
  return (
    <form action={to("/products")}>
      <Ticket
        stub={
          <div className="grid gap-4">
            <h2 className="text-lg font-semibold">{t("web.finder.title")}</h2>
            <ModelPicker
              brands={brands}
              words={{
                brand: t("web.finder.brand"),
                model: t("web.finder.model"),
                anyBrand: t("web.finder.any_brand"),
                anyModel: t("web.finder.any_model"),
              }}
            />
          </div>
        }
      >
        <div className="grid gap-3">
          <Button kind="primary" wide>
            {t("web.finder.find")}
          </Button>
          <p className="text-sm text-ink-2">{t("web.finder.where")}</p>
        </div>
      </Ticket>
    </form>
  )
}
