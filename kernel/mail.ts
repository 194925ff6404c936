/** One rendered message to one person. */
export type Letter = {
  /** Stable over every try: it becomes the Message-ID, by which mailboxes tell a second copy. */
  readonly id: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly attachments: readonly { readonly name: string; readonly media: string; readonly content: Uint8Array }[]
}

/** `refused` is the mail server's final no; `unreached` means that nothing was handed over, so that another try is safe. */
export type Posted =
  | { readonly kind: "accepted"; readonly reference: string }
  | { readonly kind: "refused" | "unreached" | "unknown"; readonly reason: string }

/** Hands one letter to a mail server. Never throws: a lost answer is `unknown`. */
export type Mail = (letter: Letter) => Promise<Posted>
