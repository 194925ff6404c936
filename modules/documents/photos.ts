import type { Acting } from "#kernel/command.ts"
import type { Tx } from "#kernel/database/transaction.ts"
import type { Files } from "#kernel/files.ts"
import { idOf } from "#kernel/ids.ts"
import type { PhotoImage } from "./photo-image.ts"
import * as queries from "./queries.ts"
import { refuse } from "./refusals.ts"

export type Photo = Awaited<ReturnType<typeof queries.photosOf>>[number]
export type PhotoSize = "full" | "thumb"

/** What the house keeps of a photo's bytes before its row is written. */
export type StoredPhoto = Pick<PhotoImage, "width" | "height"> & { readonly id: string; readonly bytes: number }

function keyOf(businessId: string, { id, size }: { id: string; size: PhotoSize }): string {
  return `${businessId}/photos/${id}${size === "thumb" ? "-thumb" : ""}.jpg`
}

/** Bytes first, outside of any transaction: a row never stands without them. `of` is what the photo belongs to. */
export async function storedPhoto(
  files: Files,
  { businessId, of, image }: { businessId: string; of: string; image: PhotoImage },
): Promise<StoredPhoto> {
  const id = idOf("photo", businessId, of, image.sha256)
  await files.put(keyOf(businessId, { id, size: "thumb" }), image.thumb)
  const { bytes } = await files.put(keyOf(businessId, { id, size: "full" }), image.full)
  return { id, bytes, width: image.width, height: image.height }
}

type Added = {
  readonly appointmentId: string
  /** Null while it is a hold. */
  readonly dossierId: string | null
  readonly takenBy: Photo["takenBy"]
  readonly accountId: string | null
  readonly photo: StoredPhoto
}

/** The appointment is locked before. False when this very photo is there already. */
export async function addPhoto({ tx, business, now }: Acting, { photo, ...added }: Added): Promise<boolean> {
  return (await queries.insertPhoto(tx, { businessId: business.id, ...added, ...photo, addedAt: now })) > 0
}

/** Refuses `photos_at_most` when there is no room for one more of this side's. */
export async function checkRoom(
  tx: Tx,
  { appointmentId, takenBy, atMost }: Pick<Added, "appointmentId" | "takenBy"> & { readonly atMost: number },
): Promise<void> {
  const { taken } = await queries.countPhotos(tx, { appointmentId, takenBy })
  if (taken >= atMost) refuse("photos_at_most", { atMost })
}

/** The photos of appointments, oldest first, as far as the reader's scope shows them. */
export function photosOf(tx: Tx, appointmentIds: readonly string[]): Promise<Photo[]> {
  return queries.photosOf(tx, { appointmentIds })
}

export async function findPhoto(tx: Tx, named: { id: string; appointmentId: string }): Promise<Photo | null> {
  return queries.findPhoto(tx, named)
}

/** A hold was booked: its photos are the dossier's from now on. */
export async function adoptPhotos(tx: Tx, appointmentId: string): Promise<void> {
  await queries.adoptPhotos(tx, { appointmentId })
}

/** The JPEG of a photo whose row the reader has seen. */
export async function photoBytes(
  files: Files,
  { businessId, id, size }: { businessId: string; id: string; size: PhotoSize },
): Promise<Buffer> {
  const bytes = await files.get(keyOf(businessId, { id, size }))
  if (bytes === null) throw new Error(`the bytes of photo ${id} are gone`)
  return bytes
}

/** Refuses `photo_too_large` for what the gate stopped reading. */
export function checkLength(bytes: Uint8Array | null, limitBytes: number): Uint8Array {
  return bytes ?? refuse("photo_too_large", { megabytes: limitBytes / 1_048_576 })
}
