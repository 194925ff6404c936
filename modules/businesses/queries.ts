import type { Language } from "#kernel/actor.ts"
import { bytes, currency, instant, integer, json, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, many, maybe, one, statement } from "#kernel/database/statement.ts"
import type { Profile } from "./profile.ts"

const columns = {
  slug: text,
  name: text,
  country: oneOf("DZ", "CI", "TN", "FR"),
  currency,
  zone: text,
  locales: json<readonly Language[]>(),
  hosts: json<readonly string[]>(),
  features: json<readonly string[]>(),
  profile: json<Profile>(),
} as const

const columnList = `b.slug, b.name, b.country, b.currency, b.zone, to_jsonb(b.locales) as locales, to_jsonb(b.hosts) as hosts,
  to_jsonb(b.features) as features, b.profile`

export const findByAddress = statement("businesses.find-by-address", {
  takes: { slug: nullable(text), host: nullable(text) },
  gives: maybe({ businessId: uuid, ...columns }),
  sql: `select b.business_id, ${columnList} from app.find_business(:slug, :host) b`,
})

/** Everybody this counter serves, as its front page names them. */
export const listAll = statement("businesses.list-all", {
  takes: {},
  gives: many({ slug: text, name: text }),
  sql: "select b.slug, b.name from app.list_businesses() b",
})

/** The business of the scope. */
export const findThis = statement("businesses.find-this", {
  takes: {},
  gives: one(columns),
  sql: `select ${columnList} from guichet.businesses b`,
})

/** The latest version of a text, or a named one, in a language or else in French. */
export const findLegalText = statement("businesses.find-legal-text", {
  takes: { kind: text, locale: text, version: nullable(text) },
  gives: maybe({ version: text, locale: oneOf("fr", "ar", "en"), body: text, publishedAt: instant }),
  sql: `select t.version, t.locale, t.body, t.published_at from guichet.legal_texts t
    where t.kind = :kind and t.locale in (:locale, 'fr') and t.version = coalesce(:version,
      (select l.version from guichet.legal_texts l where l.kind = :kind order by l.published_at desc, l.version desc limit 1))
    order by t.locale = :locale desc limit 1`,
})

export const findTermsVersion = statement("businesses.find-terms-version", {
  takes: {},
  gives: maybe({ version: text }),
  sql: `select version from guichet.legal_texts where kind = 'terms' order by published_at desc, version desc limit 1`,
})

export const findSecret = statement("businesses.find-secret", {
  takes: { businessId: uuid, name: text },
  gives: maybe({ keyVersion: integer, sealed: bytes }),
  // The seed reads as the owner, whom no wall keeps to one business.
  sql: "select key_version, sealed from guichet.business_secrets where business_id = :businessId and name = :name",
})

export const saveSecret = statement("businesses.save-secret", {
  takes: { businessId: uuid, id: uuid, name: text, keyVersion: integer, sealed: bytes, now: instant },
  gives: count,
  sql: `insert into guichet.business_secrets (business_id, id, name, key_version, sealed, updated_at)
    values (:businessId, :id, :name, :keyVersion, :sealed, :now)
    on conflict (business_id, name) do update
      set key_version = excluded.key_version, sealed = excluded.sealed, updated_at = excluded.updated_at`,
})

/** What Postgres says of a zone: its distance from UTC at the same time of so many days. */
export const offsetsOf = statement("businesses.offsets-of", {
  takes: { from: instant, days: integer, zone: text },
  gives: many({ at: instant, offsetSeconds: integer }),
  sql: `select d.at, extract(epoch from (d.at at time zone :zone) - (d.at at time zone 'UTC'))::integer as offset_seconds
    from generate_series(:from, :from + make_interval(days => :days), '1 day', 'UTC') d(at)`,
})
