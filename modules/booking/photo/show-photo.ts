import * as z from "zod"
import { command } from "#kernel/command.ts"
import { id } from "#kernel/contract.ts"
import { query } from "#kernel/query.ts"
import { refuse } from "#kernel/refusals.ts"
import { refuseUnseen } from "#kernel/sight.ts"
import { findPhoto } from "#modules/documents/index.ts"
import { pictured } from "./pictured.ts"

/** That a photo of this appointment is there for the visitor to see. */
export const seePhoto = query({
  name: "photos.see",
  needs: "photos.read",
  input: z.strictObject({ appointmentId: id, id }),

  async run({ tx, actor }, photo) {
    if ((await findPhoto(tx, photo)) === null) refuseUnseen(actor)
  },
})

/** A hold is nobody's row: who holds its token sees its photos, through the house. */
export const seeHoldPhoto = command({
  name: "photo.see-of-hold",
  needs: "photos.add",
  input: z.strictObject({ holdToken: z.string(), id }),

  async run(acting, { holdToken, id: photoId }) {
    const { id: appointmentId } = await pictured(acting, { holdToken })
    if ((await findPhoto(acting.tx, { id: photoId, appointmentId })) === null) refuse("not_found")
  },
})
