export { checkCaptcha } from "./captcha.ts"
export { captchaRoutes } from "./routes.ts"
