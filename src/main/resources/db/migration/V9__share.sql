-- Links that open one record's package, certificate and document to whoever holds them. Owner: platform.record.

-- The secret is kept as its SHA-256 only, which is also the link's id.
create table share (
    hash bytea primary key,
    record uuid not null,
    -- The id of the API key that made it.
    made_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    revoked_at timestamptz
);
create index share_record on share (record);
