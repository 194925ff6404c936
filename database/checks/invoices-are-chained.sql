-- Each document of a series carries the hash of the one before.
select business_id, id, number
from (
  select business_id, id, number, previous_hash,
    lag(hash, 1, '') over (partition by business_id, series_id order by sequence) as expected
  from guichet.invoices
) chained
where previous_hash <> expected;
