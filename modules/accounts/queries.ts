import { boolean, bytes, instant, integer, nullable, oneOf, text, uuid } from "#kernel/database/column.ts"
import { count, maybe, one, statement } from "#kernel/database/statement.ts"

const role = oneOf("admin", "manager", "technician")
const locale = oneOf("fr", "ar", "en")

export const openSession = statement("accounts.open-session", {
  takes: { businessId: uuid, hash: bytes },
  gives: maybe({
    tokenId: uuid,
    familyId: uuid,
    accountId: uuid,
    name: text,
    locale,
    role,
    mintedRole: text,
    mintedAt: instant,
    usedAt: nullable(instant),
    rotatedAt: nullable(instant),
    familyUsedAt: instant,
    expiresAt: instant,
    endedAt: nullable(instant),
    disabledAt: nullable(instant),
    successorSeed: nullable(bytes),
    successorUsedAt: nullable(instant),
    successorRotatedAt: nullable(instant),
  }),
  sql: `select token_id, family_id, account_id, name, locale, role, minted_role, minted_at, used_at, rotated_at,
      family_used_at, expires_at, ended_at, disabled_at, successor_seed, successor_used_at, successor_rotated_at
    from app.open_session(:businessId, :hash)`,
})

export const findAccount = statement("accounts.find-by-email", {
  takes: { email: text },
  gives: maybe({
    id: uuid,
    name: text,
    role,
    locale,
    passwordHash: text,
    pepperVersion: integer,
    isDemo: boolean,
    disabledAt: nullable(instant),
  }),
  sql: `select id, name, role, locale, password_hash, pepper_version, demo as is_demo, disabled_at
    from guichet.accounts where email = :email`,
})

export const countDemo = statement("accounts.count-demo", {
  takes: { businessId: uuid },
  gives: one({ demo: integer }),
  sql: "select count(*)::integer as demo from guichet.accounts where business_id = :businessId and demo",
})

export const showAccount = statement("accounts.show", {
  takes: { id: uuid },
  gives: maybe({ id: uuid, name: text, role, locale }),
  sql: "select id, name, role, locale from guichet.accounts where id = :id and disabled_at is null",
})

export const rewritePassword = statement("accounts.rewrite-password", {
  takes: { id: uuid, before: text, hash: text, pepperVersion: integer },
  gives: count,
  sql: `update guichet.accounts set password_hash = :hash, pepper_version = :pepperVersion
    where id = :id and password_hash = :before`,
})

export const insertFamily = statement("accounts.insert-family", {
  takes: { businessId: uuid, id: uuid, accountId: uuid, now: instant, expiresAt: instant },
  gives: count,
  sql: `insert into guichet.session_families (business_id, id, account_id, started_at, used_at, expires_at)
    values (:businessId, :id, :accountId, :now, :now, :expiresAt)`,
})

export const insertToken = statement("accounts.insert-token", {
  takes: {
    businessId: uuid,
    id: uuid,
    familyId: uuid,
    hash: bytes,
    parentId: nullable(uuid),
    seed: bytes,
    role,
    now: instant,
  },
  gives: count,
  sql: `insert into guichet.session_tokens (business_id, id, family_id, token_hash, parent_id, seed, role, minted_at)
    values (:businessId, :id, :familyId, :hash, :parentId, :seed, :role, :now)`,
})

export const retireToken = statement("accounts.retire-token", {
  takes: { id: uuid, now: instant },
  gives: count,
  sql: "update guichet.session_tokens set rotated_at = :now where id = :id and rotated_at is null",
})

export const markUsed = statement("accounts.mark-used", {
  takes: { tokenId: uuid, familyId: uuid, now: instant },
  gives: count,
  sql: `with first_use as (
      update guichet.session_tokens set used_at = :now where id = :tokenId and used_at is null)
    update guichet.session_families set used_at = greatest(used_at, :now) where id = :familyId`,
})

export const endFamily = statement("accounts.end-family", {
  takes: { id: uuid, reason: oneOf("signed_out", "reused"), now: instant },
  gives: count,
  sql: `update guichet.session_families set ended_at = :now, end_reason = :reason
    where id = :id and ended_at is null`,
})

export const findLiveFamily = statement("accounts.find-live-family", {
  takes: { id: uuid, now: instant, idleSince: instant },
  gives: maybe({ role }),
  sql: `select a.role
    from guichet.session_families f
    join guichet.accounts a on a.business_id = f.business_id and a.id = f.account_id
    where f.id = :id and f.ended_at is null and f.expires_at > :now and f.used_at > :idleSince and a.disabled_at is null`,
})
