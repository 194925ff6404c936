-- What was done at an address before: a technician reads it at the door, whoever the customer is today.
create index appointments_by_address on guichet.appointments (business_id, commune, address, starts_at) where status = 'done';
