-- People find a product whatever they type: without accents, in Arabic letters, with a typo, or by half a reference.

-- What is written, reduced to lowercase words of plain letters and digits, the same for every way of writing it.
-- Arabic letters become Latin ones, those that are confused the same one: under a C locale trigrams know no others.
create function app.search_key(written text) returns text language sql immutable strict parallel safe
return (
  with plain as (
    select lower(regexp_replace(normalize(written, nfkd), '[\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed]', '', 'g')) as said
  ), bare as (
    select regexp_replace(said, '(^|[^ء-ي])(?:[وفبك]?ال|لل)([ء-ي]{3,})', '\1\2', 'g') as said from plain
  ), latin as (
    select translate(
      replace(replace(said, 'œ', 'oe'), 'æ', 'ae'),
      'ابتثجحخدذرزسشصضطظعغفقكلمنهويىةپچڤڨگکی٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ء',
      'abttjhxddrzscsdtdegfqklmnhwyyhpjfqkky01234567890123456789') as said
    from bare
  ), joined as (
    -- A reference is one word however it is cut: 61.31-2408 is 61312408.
    select regexp_replace(said, '(?<=[0-9])[-./_](?=[0-9])', '', 'g') as said from latin
  ), words as (
    select regexp_replace(said, '[^a-z0-9]+', ' ', 'g') as said from joined
  )
  -- Doubled letters and the s or x of a plural are where spellings differ most.
  select trim(regexp_replace(regexp_replace(said, '([a-z])\1+', '\1', 'g'), '([a-z]{3})[sx](?= |$)', '\1', 'g')) from words
);
grant execute on function app.search_key(text) to guichet_app;

-- Each word that leads to a product, and how much it says about it. Few words, many products: typing errors are
-- looked for among the words of the business, never among its products.
create table guichet.search_words (
  business_id uuid not null references guichet.businesses,
  word text not null,
  primary key (business_id, word)
);
-- Loads pg_trgm too, whose threshold the search sets below.
create index search_words_by_trigram on guichet.search_words using gin (word extensions.gin_trgm_ops);
create table guichet.product_words (
  business_id uuid not null,
  word text not null,
  product_id uuid not null,
  weight integer not null constraint weight_is_a_percentage check (weight between 1 and 100),
  primary key (business_id, product_id, word),
  foreign key (business_id, word) references guichet.search_words,
  foreign key (business_id, product_id) references guichet.products
);
create index product_words_by_weight on guichet.product_words (business_id, word, weight desc) include (product_id);
call app.protect('search_words');
call app.protect('product_words');

-- What is said about each product of a business, and where; the first word of a name is what the product is.
create function app.product_words(business uuid) returns table (product_id uuid, said text, weight integer)
  language sql stable set search_path = ''
begin atomic
  select p.id, split_part(app.search_key(n.value), ' ', 1), 100
    from guichet.products p, jsonb_each_text(p.name) n where p.business_id = business and n.key <> 'en'
  union all select p.id, app.search_key(n.value), 90
    from guichet.products p, jsonb_each_text(p.name) n where p.business_id = business
  union all select p.id, app.search_key(k), 80
    from guichet.products p, unnest(p.keywords) k where p.business_id = business
  union all select p.id, replace(app.search_key(p.manufacturer_reference), ' ', ''), 100
    from guichet.products p where p.business_id = business
  union all select v.product_id, app.search_key(v.sku) || ' ' || replace(app.search_key(v.sku), ' ', ''), 100
    from guichet.variants v where v.business_id = business
  union all select v.product_id, app.search_key(n.value), 70
    from guichet.variants v, jsonb_each_text(v.name) n where v.business_id = business
  union all select p.id, app.search_key(concat_ws(' ', b.name, array_to_string(b.aliases, ' '))), 80
    from guichet.products p join guichet.brands b on b.business_id = p.business_id and b.id = p.brand_id
    where p.business_id = business
  union all select p.id, app.search_key(n.value), 60
    from guichet.products p join guichet.categories c on c.business_id = p.business_id and c.id = p.category_id,
      jsonb_each_text(c.name) n
    where p.business_id = business
  union all select f.product_id, app.search_key(concat_ws(' ', r.name, array_to_string(r.aliases, ' '), b.name, array_to_string(b.aliases, ' '))), 60
    from guichet.product_fits f
    join guichet.boilers r on r.business_id = f.business_id and r.id = f.boiler_id
    join guichet.brands b on b.business_id = r.business_id and b.id = r.brand_id
    where f.business_id = business;
end;

-- Makes the words of a business again, after its products changed. For the owner: seeds and imports. The words of the
-- trade (boiler, parts) are true of every product and tell none of them apart.
create procedure app.index_products(business uuid) language sql set search_path = ''
begin atomic
  delete from guichet.product_words where business_id = business;
  delete from guichet.search_words where business_id = business;
  with trade as materialized (
    select distinct t.word
    from guichet.businesses b, jsonb_each_text(b.profile -> 'trade') n, regexp_split_to_table(app.search_key(n.value), ' ') t(word)
    where b.business_id = business and length(t.word) >= 4
  ), said as materialized (
    select t.word, w.product_id, max(w.weight) as weight
    from app.product_words(business) w, regexp_split_to_table(w.said, ' ') t(word)
    where t.word <> '' and t.word not in (select trade.word from trade)
    group by t.word, w.product_id
    union all
    select trade.word, p.id, 10 from trade, guichet.products p where p.business_id = business
  ), words as (
    insert into guichet.search_words (business_id, word) select distinct business, said.word from said
  )
  insert into guichet.product_words (business_id, word, product_id, weight)
    select business, said.word, said.product_id, said.weight from said;
end;
revoke execute on procedure app.index_products(uuid) from public;

-- How much a word of the shop is the word that was asked: 1 the same, less for a beginning, a part, or a typing error
-- in every three letters, three at most. One wrong digit is another part. One plain expression, so that it is inlined.
create function app.likeness(word text, asked text) returns real language sql immutable parallel safe
return case
  when word = asked then 1.0
  when length(asked) < 3 then 0
  when starts_with(word, asked) then 0.9
  when length(asked) < 4 then 0
  when strpos(word, asked) > 0 then 0.75
  when asked ~ '[0-9]' then 0
  when abs(length(word) - length(asked)) > least(length(asked) / 3, 3) then 0
  else coalesce(0.85 - 0.15 * nullif(
    least(extensions.levenshtein_less_equal(word, asked, least(length(asked) / 3, 3)), least(length(asked) / 3, 3) + 1),
    least(length(asked) / 3, 3) + 1), 0)
end;

-- A door: the products that a search means, best first. Operators of trigrams are not leakproof, so under row
-- security they would read every row; here they use the index, and the caller joins the ids again under row security.
create function app.search_products(business uuid, query text, most integer) returns table (id uuid, rank real)
  language plpgsql stable security definer set search_path = '' set pg_trgm.similarity_threshold = 0.25 as $$
begin
  return query
  with asked as (
    select distinct t.word from regexp_split_to_table(app.search_key(left(query, 100)), ' ') t(word)
    where business = app.business_id() and t.word <> '' and t.word not in (
      'a', 'and', 'au', 'avec', 'd', 'de', 'du', 'en', 'et', 'for', 'l', 'la', 'le', 'of', 'ou', 'par', 'pour',
      'sur', 'the', 'un', 'une', 'with', 'ely', 'fy', 'mn', 'me', 'w')
  ), patterns as (
    -- What likeness may accept, and no more: short words and numbers are like half the shop.
    select a.word,
      case when length(a.word) < 3 then a.word when length(a.word) < 4 then a.word || '%' else '%' || a.word || '%' end as part,
      case when length(a.word) >= 4 and a.word !~ '[0-9]' then a.word end as misspelt
    from asked a
  ), alike as materialized (
    select a.word as asked, w.word, app.likeness(w.word, a.word) as likeness
    from patterns a
    join guichet.search_words w on w.business_id = business
      and (w.word like a.part or w.word operator(extensions.%) a.misspelt)
  ), kept as (
    -- Somebody who wrote a word that the shop knows did not mean its neighbours.
    select k.asked, k.word, k.likeness
    from (select a.asked, a.word, a.likeness, max(a.likeness) over (partition by a.asked) as best from alike a) k
    where k.likeness >= 0.4 and k.likeness > k.best - 0.1
  ), hit as (
    -- A word on thousands of products tells few of them apart: those it says most about are enough.
    select k.asked, p.product_id, max(k.likeness * p.weight) as score
    from kept k cross join lateral (
      select w.product_id, w.weight from guichet.product_words w where w.business_id = business and w.word = k.word
      order by w.weight desc limit 5000
    ) p
    group by k.asked, p.product_id
  ), rarity as (
    select h.asked, 1 / (1 + 0.3 * ln(count(*))) as weight, count(*) over () as words from hit h group by h.asked
  ), ranked as (
    -- Rare words say more than common ones; a product that has all of the words is meant more than one that has some.
    select h.product_id, (sum(h.score * r.weight) * count(*) / max(r.words))::real as rank
    from hit h join rarity r on r.asked = h.asked
    group by h.product_id
  )
  select r.product_id, r.rank from ranked r
  where r.rank >= 0.5 * (select max(b.rank) from ranked b)
  order by r.rank desc limit most;
end $$;
grant execute on function app.search_products(uuid, text, integer) to guichet_app;
