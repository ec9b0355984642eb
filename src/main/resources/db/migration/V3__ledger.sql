-- The log's head and what its leaves are. Owner: ledger.

-- Size, root and the place in the topic move together, in one compare-and-swap.
create table head (
    log smallint primary key,
    origin text not null unique,
    size bigint not null,
    root bytea not null,
    topic_id text,
    next_offset bigint not null
);

-- A refusal leaf has the id of the refused entry, so one id can have an accepted leaf and refusal leaves;
-- the accepted one is that whose hash is the hash of the record's entry.
create table leaf (
    log smallint not null,
    index bigint not null,
    id uuid not null,
    leaf_hash bytea not null,
    refusal smallint,
    primary key (log, index)
);
create index leaf_id on leaf (id);

create table unique_key (
    log smallint not null,
    key bytea not null,
    index bigint not null,
    primary key (log, key)
);

-- Signed, then final with a quorum's lines in its note and published.
create table checkpoint (
    log smallint not null,
    size bigint not null,
    root bytea not null,
    note text not null,
    signed_at timestamptz not null,
    published_at timestamptz,
    primary key (log, size)
);
create index checkpoint_published on checkpoint (log, size) where published_at is not null;
