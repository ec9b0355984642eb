-- Who issued which number. Owner: intake.

-- A run of numbers of one seller. An external one is counted by the seller's own system.
create table series (
    seller text not null,
    name text not null,
    tenant uuid not null references tenant,
    external boolean not null,
    prefix text not null,
    digits smallint not null,
    next bigint not null,
    primary key (seller, name)
);

-- The intention to issue: it takes the number. The record of the same id says that it was issued.
create table invoice (
    id uuid primary key,
    tenant uuid not null references tenant,
    seller text not null,
    type text not null,
    number text not null,
    year smallint not null,
    issue_date date not null,
    intended_at timestamptz not null,
    -- SHA-256 of the notarized bytes, once they are stored.
    digest bytea,
    verdict text,
    unique (seller, type, number, year)
);
create index invoice_page on invoice (seller, issue_date, digest);
