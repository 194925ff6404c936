export { checkCaptcha } from "./captcha.ts"
