-- A number that was taken for an invoice which a crash kept from being issued is taken again. Owner: intake.

-- The series that the number was drawn from; null when the number came with the invoice.
alter table invoice add column series text;
-- Set in the transaction that commits the record: from then on nobody takes the number over.
alter table invoice add column issued boolean not null default false;
update invoice set issued = true where exists (select 1 from record r where r.id = invoice.id);
create index invoice_open on invoice (seller, series) where not issued;
