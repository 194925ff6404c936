import { instant, text, uuid } from "#kernel/database/column.ts"
import { count, statement } from "#kernel/database/statement.ts"

/** One row touched: this token is free, or was used for this very request before. */
export const useCaptcha = statement("captcha.use", {
  takes: { businessId: uuid, id: uuid, usedFor: text, now: instant },
  gives: count,
  sql: `insert into guichet.captcha_uses as u (business_id, id, used_for, used_at)
    values (:businessId, :id, :usedFor, :now)
    on conflict (business_id, id) do update set used_at = excluded.used_at where u.used_for = excluded.used_for`,
})

/** Tokens expire long before: a few old rows go with each new one. */
export const forgetOldUses = statement("captcha.forget-old-uses", {
  takes: { before: instant },
  gives: count,
  sql: `delete from guichet.captcha_uses where id in (
      select id from guichet.captcha_uses where used_at < :before order by used_at limit 20)`,
})
