import type { ReactNode } from "react"
import { here } from "../here.ts"
import { ButtonLink } from "./button.tsx"
import { CardMarks } from "./marks.tsx"

/** A browser goes on to the gateway by itself after this many seconds, and looks again for its address this often. */
const forwardSeconds = 2
const againSeconds = 3
/** Waiting longer than this for the gateway's address, people are offered another way. */
const patienceMs = 12_000

/** The gateway's page is there: by a link of ours, because a form may not lead elsewhere. */
export async function ToGateway({ address }: { readonly address: string }) {
  const { t } = await here()
  return (
    <>
      <meta httpEquiv="refresh" content={`${forwardSeconds};url=${address}`} />
      <p>{t("web.pay.going")}</p>
      <ButtonLink kind="primary" wide className="min-h-14" href={address} rel="noreferrer">
        <CardMarks />
        {t("web.pay.go")}
      </ButtonLink>
    </>
  )
}

type StartingProps = {
  /** Since when it is waited for. */
  readonly since: string | undefined
  /** What is offered to who waits too long. */
  readonly children: ReactNode
}

/** The gateway has not said yet where to pay: wait a little, then offer another way. */
export async function PaymentStarting({ since, children }: StartingProps) {
  const { t } = await here()
  const isSlow = since !== undefined && Date.now() - Date.parse(since) > patienceMs
  return (
    <>
      <meta httpEquiv="refresh" content={String(againSeconds)} />
      <p className="waits font-medium" role="status">
        {t("web.pay.starting")}
      </p>
      {isSlow && children}
    </>
  )
}
