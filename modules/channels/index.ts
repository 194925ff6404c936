export { openMail } from "./mail.ts"
