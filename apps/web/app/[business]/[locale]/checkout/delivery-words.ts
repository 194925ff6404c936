import type { WireMoney } from "#kernel/contract.ts"
import type { Words } from "#kernel/words.ts"

export type Rate = {
  readonly wilaya: number
  readonly method: Method
  readonly price: WireMoney
  readonly days: number
}
export type Method = "home" | "desk" | "pickup"
export const methods = ["home", "desk", "pickup"] as const

/** The longest that any carrier of ours takes. */
const daysMax = 30

/** The few words that the fields of the delivery change among themselves, said beforehand. */
export function deliveryWords(t: Words, { city }: { readonly city: string }) {
  const named = (prefix: string) => ({
    home: t(`${prefix}.home`),
    desk: t(`${prefix}.desk`),
    pickup: t(`${prefix}.pickup`, { city }),
  })
  return {
    title: t("web.checkout.where"),
    wilaya: t("web.checkout.wilaya"),
    chooseWilaya: t("web.checkout.choose_wilaya"),
    showCommunes: t("web.checkout.show_communes"),
    commune: t("web.checkout.commune"),
    chooseCommune: t("web.checkout.choose_commune"),
    method: t("web.checkout.method"),
    methodNames: named("web.methods"),
    methodAbouts: named("web.method_abouts"),
    free: t("web.checkout.free"),
    days: Array.from({ length: daysMax + 1 }, (_, count) => t("web.checkout.days", { count })),
    wilayaFirst: t("web.checkout.wilaya_first"),
    address: t("web.checkout.address"),
    addressHint: t("web.checkout.address_hint"),
    landmark: t("web.checkout.landmark"),
    landmarkHint: t("web.checkout.landmark_hint"),
    optional: t("web.checkout.optional"),
  }
}
export type DeliveryWords = ReturnType<typeof deliveryWords>
