/** The account that the demo businesses send with. */
export const demoAccount = {
  accountSid: "AC00000000000000000000000000000001",
  authToken: "guichet_demo_auth_token",
  /** Twilio's own test number. */
  from: "+15005550006",
} as const

/** Basic auth as Twilio checks it. */
export function isSignedIn(authorization: string | undefined, accountSid: string): boolean {
  const expected = Buffer.from(`${demoAccount.accountSid}:${demoAccount.authToken}`).toString("base64")
  return accountSid === demoAccount.accountSid && authorization === `Basic ${expected}`
}
