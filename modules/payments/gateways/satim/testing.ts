import type { Http, HttpAnswer, HttpRequest } from "#kernel/http.ts"
import type { Sought, StartRequest } from "../gateway.ts"

export const account = {
  baseUrl: "https://satim.example/payment/rest",
  userName: "merchant_user",
  password: "merchant_secret",
  terminalId: "E0123456789",
}

export const startedAt = Temporal.Instant.from("2026-11-20T09:00:00Z")

export const sought: Sought = {
  reference: "CMD0000004",
  gatewayReference: "V721uPPfNNofVQAAABL3",
  amountMinor: 100_320,
  currency: "DZD",
  startedAt,
  language: "fr",
}

export const startRequest: StartRequest = {
  reference: "CMD0000004",
  amountMinor: 100_320,
  currency: "DZD",
  language: "fr",
  description: "Commande CMD-7K3F-92QX",
  dossierNumber: "CMD-7K3F-92QX",
  returnUrl: "https://shop.example/return?order=1",
  failUrl: "https://shop.example/fail",
  notifyUrl: "https://shop.example/notify",
  payer: { name: null, email: null, phone: null },
}

/** The guide's own example of a paid order, and the extended status of the same. */
export const paidAcknowledgement = {
  expiration: "202701",
  cardholderName: "Cardholder Name",
  depositAmount: 100_320,
  currency: "012",
  approvalCode: "913180",
  actionCode: 0,
  actionCodeDescription: "Votre paiement a été accepté",
  ErrorCode: "0",
  ErrorMessage: "Success",
  OrderStatus: 2,
  OrderNumber: "CMD0000004",
  Pan: "6280****7215",
  Amount: 100_320,
  Ip: "10.12.12.14",
  params: { respCode: "00", respCode_desc: "Votre paiement a été accepté", udf1: "Bill00001" },
  SvfeResponse: "00",
}

export const paidExtended = {
  errorCode: "0",
  errorMessage: "Success",
  orderNumber: "CMD0000004",
  orderStatus: 2,
  actionCode: 0,
  actionCodeDescription: "Approved",
  amount: 100_320,
  currency: "012",
  attributes: [{ name: "mdOrder", value: "V721uPPfNNofVQAAABL3" }],
  cardAuthInfo: { expiration: "202701", approvalCode: "222340", pan: "628058**7215" },
}

/** A network that answers one thing, and remembers what it was asked. */
export function cannedHttp(answer: Partial<HttpAnswer> | Error): { http: Http; asked: HttpRequest[] } {
  const asked: HttpRequest[] = []
  return {
    asked,
    http: async (request) => {
      asked.push(request)
      if (answer instanceof Error) throw answer
      return { status: 200, headers: {}, text: "", ...answer }
    },
  }
}
