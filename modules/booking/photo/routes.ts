import type { Visit } from "#kernel/command.ts"
import type { FileAnswer, Upload } from "#kernel/contract.ts"
import { refuse } from "#kernel/refusals.ts"
import { routes } from "#kernel/routes.ts"
import {
  checkLength,
  type PhotoSize,
  photoBytes,
  photoImage,
  photoLimitBytes,
  storedPhoto,
} from "#modules/documents/index.ts"
import { endpoints } from "../contract-photo.ts"
import { addPhoto, admitPhoto } from "./add-photo.ts"
import type { Target } from "./pictured.ts"
import { seeHoldPhoto, seePhoto } from "./show-photo.ts"

function appointmentOf({ actor }: Visit): string {
  return actor.scope === "guest" ? actor.dossierId : refuse("not_found")
}

/** Read, drawn anew and stored outside of any transaction; the row comes last. */
async function added(visit: Visit, { of, body }: { of: Target; body: Upload }) {
  const { kernel, business } = visit
  // Staff are known, and what they send again after an answer that was lost must not be refused.
  if (visit.actor.scope !== "member") await admitPhoto(visit, { of })
  const image = await photoImage(checkLength(await body.read(photoLimitBytes), photoLimitBytes))
  const name = "holdToken" in of ? of.holdToken : of.appointmentId
  const photo = await storedPhoto(kernel.outside.files, { businessId: business.id, of: name, image })
  return addPhoto(visit, { of, photo })
}

async function file({ kernel, business }: Visit, photo: { id: string; size: PhotoSize }): Promise<FileAnswer> {
  const bytes = await photoBytes(kernel.outside.files, { businessId: business.id, ...photo })
  return { bytes, name: `${photo.id}.jpg` }
}

export const photoRoutes = routes(endpoints, {
  addHoldPhoto: (visit, { params, body }) => added(visit, { of: params, body }),
  async showHoldPhoto(visit, { params, query }) {
    await seeHoldPhoto(visit, params)
    return file(visit, { id: params.id, ...query })
  },
  addPhoto: (visit, { body }) => added(visit, { of: { appointmentId: appointmentOf(visit) }, body }),
  async showPhoto(visit, { params, query }) {
    await seePhoto(visit, { appointmentId: appointmentOf(visit), id: params.id })
    return file(visit, { id: params.id, ...query })
  },
  addDeskPhoto: (visit, { params, body }) => added(visit, { of: { appointmentId: params.id }, body }),
  async showDeskPhoto(visit, { params, query }) {
    await seePhoto(visit, { appointmentId: params.id, id: params.photoId })
    return file(visit, { id: params.photoId, ...query })
  },
})
