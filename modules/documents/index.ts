export { type PhotoImage, photoImage, photoLimitBytes } from "./photo-image.ts"
export {
  addPhoto,
  adoptPhotos,
  checkLength,
  checkRoom,
  findPhoto,
  type Photo,
  type PhotoSize,
  photoBytes,
  photosOf,
  type StoredPhoto,
  storedPhoto,
} from "./photos.ts"
