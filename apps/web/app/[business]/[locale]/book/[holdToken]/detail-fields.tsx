import { endpoints } from "#modules/catalog/contract.ts"
import { api } from "../../../../../api.ts"
import { type BookingDraft, longestNotes } from "../../../../../booking-draft.ts"
import { PhotoField } from "../../../../../components/booking/photo-field.tsx"
import { Button } from "../../../../../components/button.tsx"
import { EmailField, NameField, PhoneField } from "../../../../../components/contact-fields.tsx"
import { Consent, Field, TextField } from "../../../../../components/field.tsx"
import { ModelPicker } from "../../../../../components/model-picker.tsx"
import { bookingHere } from "../../../../../here.ts"
import { Step } from "../../checkout/step.tsx"
import type { Hold } from "./held.tsx"

type Props = { readonly draft: BookingDraft; readonly hold: Hold; readonly holdToken: string }

/** Whom to ask for, and where exactly; who takes a seat comes to us. */
export async function DetailFields({ draft, hold, holdToken }: Props) {
  const { t, business } = await bookingHere()
  return (
    <>
      <Step number={1} title={t("web.checkout.you")}>
        <PhoneField
          hint={t(hold.seats === null ? "web.hold.phone_why" : "web.sessions.phone_why")}
          defaultValue={draft["customer.phone"]}
        />
        <NameField defaultValue={draft["customer.name"]} />
        <EmailField hint={t("web.hold.email_why")} defaultValue={draft["customer.email"]} />
        <Consent name="consentsToReminders" defaultChecked={draft.consentsToReminders === "yes"}>
          {t("web.hold.reminders")}
        </Consent>
      </Step>
      {hold.seats === null ? (
        <Where draft={draft} hold={hold} holdToken={holdToken} />
      ) : (
        <input type="hidden" name="address" value={`${business.contacts.address}, ${business.contacts.city}`} />
      )}
    </>
  )
}

/** Where somebody has to come, and what to bring. */
async function Where({ draft, hold, holdToken }: Props) {
  const { t } = await bookingHere()
  return (
    <Step number={2} title={t("web.hold.where")}>
      <Field
        name="address"
        dir="auto"
        label={t("web.checkout.address")}
        hint={t("web.checkout.address_hint")}
        autoComplete="street-address"
        maxLength={200}
        defaultValue={draft.address}
      />
      <Field
        name="landmark"
        dir="auto"
        label={t("web.checkout.landmark")}
        hint={t("web.checkout.landmark_hint")}
        optional={t("web.checkout.optional")}
        autoComplete="off"
        maxLength={200}
        defaultValue={draft.landmark}
      />
      <Boiler chosen={draft.boiler} />
      <TextField
        name="notes"
        dir="auto"
        label={t("web.hold.notes")}
        hint={t("web.hold.notes_hint")}
        optional={t("web.checkout.optional")}
        maxLength={longestNotes}
        defaultValue={draft.notes}
      />
      {hold.faultType.photosAtMost > 0 && (
        <PhotoField
          path={`/holds/${holdToken}/photos`}
          photos={hold.photos.map(({ id }) => id)}
          atMost={hold.faultType.photosAtMost}
        >
          <Button name="intent" value="photo">
            {t("web.photos.send")}
          </Button>
        </PhotoField>
      )}
    </Step>
  )
}

/** Whoever comes brings the parts of that model. A business without boilers is not asked, and who does not know goes on. */
async function Boiler({ chosen }: { readonly chosen: string | undefined }) {
  const { t } = await bookingHere()
  const listed = await api(endpoints.listBoilers, {})
  if (!listed.ok || listed.value.items.length === 0) return null
  return (
    <ModelPicker
      brands={listed.value.items}
      boiler={chosen}
      words={{
        brand: t("web.hold.boiler_brand"),
        model: t("web.hold.boiler_model"),
        anyBrand: t("web.hold.boiler_unknown"),
        anyModel: t("web.hold.boiler_unknown"),
      }}
    />
  )
}
