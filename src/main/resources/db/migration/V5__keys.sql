-- The keys that wrap records' data keys, themselves wrapped by the root key. Owner: platform.record.

create table tenant_key (
    tenant uuid primary key references tenant,
    wrapped bytea not null
);
