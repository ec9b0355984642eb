-- Who may call, and for whom. Owner: platform.identity.

create table tenant (
    id uuid primary key,
    name text not null unique,
    created_at timestamptz not null
);

-- A key is kept as the hex of its SHA-256 only: 256 random bits need no slow hash.
create table api_key (
    hash text primary key,
    tenant uuid not null references tenant,
    role text not null,
    label text not null,
    created_at timestamptz not null,
    revoked_at timestamptz
);

-- A seller id belongs to one tenant: nobody takes another's invoice numbers.
create table tenant_seller (
    seller text primary key,
    tenant uuid not null references tenant,
    bound_at timestamptz not null
);
create index tenant_seller_tenant on tenant_seller (tenant);
