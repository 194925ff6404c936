export { expireOrder } from "./errands.ts"
export { orderPaid, orderRefunded } from "./follow-payment.ts"
export { invoiceDraftOf } from "./invoice-draft.ts"
export { messageFactsOf } from "./message-facts.ts"
