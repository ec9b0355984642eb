-- The tax officer asks by the digest of a file alone. Owner: intake.
create index invoice_digest on invoice (digest);
