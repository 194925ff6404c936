import type { ReactNode } from "react"
import { here } from "../../here.ts"
import { Photos } from "./photos.tsx"

type Props = {
  /** Of the photos, below the API. */
  readonly path: string
  readonly photos: readonly string[]
  readonly atMost: number
  /** What sends a photo where no script does. */
  readonly children: ReactNode
}

export async function PhotoField({ path, photos, atMost, children }: Props) {
  const { t, apiTo } = await here()
  return (
    <div className="grid gap-3">
      <Photos
        address={apiTo(path)}
        photos={photos}
        atMost={atMost}
        words={{
          label: t("web.photos.label"),
          hint: t("web.photos.hint", { count: atMost }),
          add: t("web.photos.add"),
          sending: t("web.photos.sending"),
          failed: t("web.photos.failed"),
          enough: t("web.photos.enough"),
          photo: t("web.photos.photo"),
        }}
      />
      {photos.length < atMost && <noscript>{children}</noscript>}
    </div>
  )
}
