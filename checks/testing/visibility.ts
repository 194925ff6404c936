/** What each scope reads of a table in its own business: all of it, its own rows, or none. Left out means none. */
type Seen = { readonly [scope in "public" | "guest" | "customer" | "member"]?: "all" | "own" }

const everyone: Seen = { public: "all", guest: "all", customer: "all", member: "all" }
const ownDossier: Seen = { guest: "own", customer: "own", member: "all" }
const staffOnly: Seen = { member: "all" }
const houseOnly: Seen = {}

/** The matrix: a table that is not here, or shows more or less than it says, fails. */
export const visibility: { readonly [table: string]: Seen } = {
  accounts: houseOnly,
  boilers: everyone,
  brands: everyone,
  business_secrets: houseOnly,
  businesses: everyone,
  captcha_uses: houseOnly,
  categories: everyone,
  customers: { customer: "own", member: "all" },
  delivery_rates: everyone,
  dossiers: ownDossier,
  errands: houseOnly,
  events: staffOnly,
  gateway_references: ownDossier,
  idempotency_keys: houseOnly,
  invoice_balances: ownDossier,
  invoice_files: ownDossier,
  invoice_series: houseOnly,
  invoices: ownDossier,
  legal_texts: everyone,
  messages: ownDossier,
  order_lines: ownDossier,
  orders: ownDossier,
  payment_attempts: ownDossier,
  payment_observations: ownDossier,
  payment_requests: ownDossier,
  postings: staffOnly,
  product_fits: everyone,
  product_words: houseOnly,
  products: everyone,
  refunds: ownDossier,
  search_words: houseOnly,
  session_families: houseOnly,
  session_tokens: houseOnly,
  stock: everyone,
  stock_holds: staffOnly,
  tasks: staffOnly,
  variants: everyone,
}
