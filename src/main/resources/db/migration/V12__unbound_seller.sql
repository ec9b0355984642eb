-- A binding that was a mistake is undone, and stays on record with who undid it. Owner: platform.identity.

alter table tenant_seller drop constraint tenant_seller_pkey;
alter table tenant_seller add column id uuid primary key default gen_random_uuid();
alter table tenant_seller add column unbound_at timestamptz;
-- The id of the API key that undid it.
alter table tenant_seller add column unbound_by text;
-- At any time a seller belongs to one tenant.
create unique index tenant_seller_bound on tenant_seller (seller) where unbound_at is null;
