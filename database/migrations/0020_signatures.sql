-- A signature is a path of some length: counted here, because no regular expression of Postgres counts beyond 255.
alter table guichet.visit_reports drop constraint signature_is_a_path;
alter table guichet.visit_reports add constraint signature_is_a_path
  check (signature ~ '^M[ML0-9 .-]+$' and length(signature) <= 20000);
