import * as z from "zod"
import { type Acting, command } from "#kernel/command.ts"
import { addPhoto as addToDocuments, findPhoto, type Photo } from "#modules/documents/index.ts"
import { seenAppointment } from "../seen-appointment.ts"
import { checkPicture, pictured, sideOf, type Target, target } from "./pictured.ts"

const seen = (of: Target) => ("appointmentId" in of ? [seenAppointment(of.appointmentId)] : [])

/** Before its bytes are read and drawn: whether a photo may come at all. */
export const admitPhoto = command({
  name: "photo.admit",
  needs: "photos.add",
  sees: ({ of }) => seen(of),
  input: z.strictObject({ of: target }),

  async run(acting, { of }) {
    await checkPicture(acting, await pictured(acting, of))
  },
})

const stored = z.strictObject({ id: z.uuid(), bytes: z.int(), width: z.int(), height: z.int() })

/** The row of a photo whose bytes are stored. The same photo again is the one that is there. */
export const addPhoto = command({
  name: "photo.add",
  needs: "photos.add",
  sees: ({ of }) => seen(of),
  input: z.strictObject({ of: target, photo: stored }),

  async run(acting, { of, photo }) {
    const { tx, actor, tell, made } = acting
    const appointment = await pictured(acting, of)
    const { id: appointmentId, dossierId } = appointment
    made({ photoId: photo.id, appointmentId })
    const before = await findPhoto(tx, { id: photo.id, appointmentId })
    if (before !== null) return view(before)

    await checkPicture(acting, appointment)
    const takenBy = sideOf(actor)
    const accountId = actor.scope === "member" ? actor.accountId : null
    await addToDocuments(acting, { appointmentId, dossierId, takenBy, accountId, photo })
    if (dossierId !== null) tell("photo.added", { dossierId, facts: { photoId: photo.id, takenBy } })
    return view({ ...photo, takenBy })
  },

  replay: async (acting, { photoId = "", appointmentId = "" }) => shown(acting, { photoId, appointmentId }),
})

async function shown({ tx }: Acting, { photoId, appointmentId }: { photoId: string; appointmentId: string }) {
  const photo = await findPhoto(tx, { id: photoId, appointmentId })
  if (photo === null) throw new Error(`photo ${photoId} was added and is gone`)
  return view(photo)
}

function view({ id, width, height, takenBy }: Pick<Photo, "id" | "width" | "height" | "takenBy">) {
  return { id, width, height, takenBy }
}
