import {
  bigint,
  boolean,
  currency,
  instant,
  integer,
  json,
  nullable,
  oneOf,
  text,
  uuid,
} from "#kernel/database/column.ts"
import { count, many, maybe, statement } from "#kernel/database/statement.ts"
import type { FiscalContent } from "./document.ts"

type PostingRow = { readonly id: string; readonly account: string; readonly amount_minor: number }
const kind = oneOf("invoice", "credit_note")

export const insertPostings = statement("billing.insert-postings", {
  takes: {
    businessId: uuid,
    movementId: uuid,
    dossierId: nullable(uuid),
    currency,
    postedAt: instant,
    postings: json<readonly PostingRow[]>(),
  },
  gives: count,
  sql: `insert into guichet.postings (business_id, id, movement_id, dossier_id, account, amount_minor, currency, posted_at)
    select :businessId, p.id, :movementId, :dossierId, p.account, p.amount_minor, :currency, :postedAt
    from jsonb_to_recordset(:postings) as p (id uuid, account text, amount_minor bigint)`,
})

/** Locks the row of the series until the transaction ends: numbers have no gap, because a rollback gives this one back. */
export const takeNumber = statement("billing.take-number", {
  takes: { kind, year: integer },
  gives: maybe({ seriesId: uuid, sequence: integer, previousHash: text, lastIssuedAt: nullable(instant) }),
  sql: `update guichet.invoice_series set next = next + 1 where kind = :kind and year = :year
    returning id as series_id, next - 1 as sequence, last_hash as previous_hash, last_issued_at`,
})

export const openSeries = statement("billing.open-series", {
  takes: { businessId: uuid, id: uuid, kind, year: integer },
  gives: count,
  sql: `insert into guichet.invoice_series (business_id, id, kind, year) values (:businessId, :id, :kind, :year)
    on conflict (business_id, kind, year) do nothing`,
})

export const endChain = statement("billing.end-chain", {
  takes: { id: uuid, hash: text, issuedAt: instant },
  gives: count,
  sql: "update guichet.invoice_series set last_hash = :hash, last_issued_at = :issuedAt where id = :id",
})

export const insertInvoice = statement("billing.insert-invoice", {
  takes: {
    businessId: uuid,
    id: uuid,
    dossierId: uuid,
    kind,
    seriesId: uuid,
    sequence: integer,
    number: text,
    correctsId: nullable(uuid),
    currency,
    totalMinor: bigint,
    content: json<FiscalContent>(),
    previousHash: text,
    hash: text,
    issuedAt: instant,
  },
  gives: count,
  sql: `insert into guichet.invoices (business_id, id, dossier_id, kind, series_id, sequence, number, corrects_id, currency, total_minor,
      content, previous_hash, hash, issued_at)
    values (:businessId, :id, :dossierId, :kind, :seriesId, :sequence, :number, :correctsId, :currency, :totalMinor,
      :content, :previousHash, :hash, :issuedAt)`,
})

export const insertBalance = statement("billing.insert-balance", {
  takes: { businessId: uuid, id: uuid, dossierId: uuid, dueMinor: bigint },
  gives: count,
  sql: `insert into guichet.invoice_balances (business_id, id, dossier_id, due_minor)
    values (:businessId, :id, :dossierId, :dueMinor)`,
})

/** What is still owed on the dossier's invoice after more money came in, or was credited. */
export const lowerBalance = statement("billing.lower-balance", {
  takes: { dossierId: uuid, amountMinor: bigint },
  gives: count,
  sql: `update guichet.invoice_balances set due_minor = greatest(due_minor - :amountMinor, 0) where dossier_id = :dossierId`,
})

const documentColumns = {
  id: uuid,
  dossierId: uuid,
  kind,
  number: text,
  totalMinor: bigint,
  content: json<FiscalContent>(),
  previousHash: text,
  hash: text,
  issuedAt: instant,
} as const
const documentList = "id, dossier_id, kind, number, total_minor, content, previous_hash, hash, issued_at"

export const findDocument = statement("billing.find-document", {
  takes: { id: uuid },
  gives: maybe(documentColumns),
  sql: `select ${documentList} from guichet.invoices where id = :id`,
})

export const invoiceOf = statement("billing.invoice-of", {
  takes: { dossierId: uuid },
  gives: maybe(documentColumns),
  sql: `select ${documentList} from guichet.invoices where dossier_id = :dossierId and kind = 'invoice'`,
})

export const creditNoteOf = statement("billing.credit-note-of", {
  takes: { correctsId: uuid },
  gives: maybe({ id: uuid, number: text }),
  sql: "select id, number from guichet.invoices where corrects_id = :correctsId order by issued_at limit 1",
})

export const documentsOf = statement("billing.documents-of", {
  takes: { dossierId: uuid },
  gives: many({ id: uuid, kind, number: text, issuedAt: instant, isReady: boolean }),
  sql: `select i.id, i.kind, i.number, i.issued_at, f.id is not null as is_ready
    from guichet.invoices i left join guichet.invoice_files f on f.business_id = i.business_id and f.id = i.id
    where i.dossier_id = :dossierId order by i.issued_at, i.sequence`,
})

export const findFile = statement("billing.find-file", {
  takes: { id: uuid },
  gives: maybe({ sha256: text }),
  sql: "select sha256 from guichet.invoice_files where id = :id",
})

/** The bytes of a document are stored once: a second run of the errand changes nothing. */
export const insertFile = statement("billing.insert-file", {
  takes: { businessId: uuid, id: uuid, dossierId: uuid, sha256: text, bytes: integer, storedAt: instant },
  gives: count,
  sql: `insert into guichet.invoice_files (business_id, id, dossier_id, sha256, bytes, stored_at)
    values (:businessId, :id, :dossierId, :sha256, :bytes, :storedAt) on conflict (business_id, id) do nothing`,
})
