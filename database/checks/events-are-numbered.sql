-- The relay numbers every event within five minutes.
select business_id, id, name, created_at from guichet.events where seq is null and created_at < now() - interval '5 minutes';
