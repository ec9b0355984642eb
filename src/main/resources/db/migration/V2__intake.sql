-- What was promised. Owner: intake. Rows are inserted in bulk and never updated per state.

create table record (
    -- Order of insertion: what the resender and the cursors walk.
    seq bigint generated always as identity primary key,
    id uuid not null,
    log smallint not null,
    tenant uuid not null,
    -- Milliseconds since 1970, the entry's own received-at.
    received_at bigint not null,
    -- SHA-256 of the document.
    digest bytea not null,
    -- False: the record is not found by digest.
    lookup boolean not null,
    -- True: the vault holds the document.
    content boolean not null,
    -- The entry as it is sent to the log, byte for byte.
    entry bytea not null,
    -- The manifest, encrypted under the record's data key.
    manifest bytea not null,
    -- The record's data key, wrapped by the tenant's key.
    data_key bytea not null
);
create unique index record_id on record (id);
create index record_digest on record (digest) where lookup;

-- The answer to a request with an Idempotency-Key, kept to be given again byte for byte. It is
-- inserted with the rows of the request: a promise can be signed before it is given.
create table idempotency (
    -- SHA-256 over tenant, operation and key.
    key bytea primary key,
    -- SHA-256 over what was asked; another hash under the same key is refused.
    request bytea not null,
    created_at timestamptz not null,
    status smallint not null,
    type text not null,
    location text not null,
    body bytea not null
);
create index idempotency_age on idempotency (created_at);

-- Which submission of the topic became which record: exactly one, across crashes.
create table submission (
    topic_id uuid not null,
    part int not null,
    position bigint not null,
    record uuid not null,
    primary key (topic_id, part, position)
);

-- Every record of this log up to seq has its leaf.
create table resend_mark (
    log smallint primary key,
    seq bigint not null
);

-- The first entry of a log, which describes it: made once, sent until it is there.
create table genesis (
    log smallint primary key,
    entry bytea not null
);
