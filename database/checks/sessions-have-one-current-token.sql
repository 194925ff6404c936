-- A live session has exactly one token without a successor.
select f.business_id, f.id
from guichet.session_families f
where f.ended_at is null and (
  select count(*) from guichet.session_tokens t
  where t.business_id = f.business_id and t.family_id = f.id
    and not exists (select from guichet.session_tokens n where n.business_id = t.business_id and n.parent_id = t.id)) <> 1;
