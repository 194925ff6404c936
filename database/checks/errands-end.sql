-- No errand is stuck half-way for more than five minutes after its lease.
select business_id, name, subject_id, lease_until from guichet.errands where status = 'sending' and lease_until < now() - interval '5 minutes';
