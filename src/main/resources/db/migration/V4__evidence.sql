-- The evidence record of each final batch. Owner: evidence.

-- The leaves from first_index to end_index (exclusive), between two final checkpoints.
create table batch (
    log smallint not null,
    first_index bigint not null,
    end_index bigint not null,
    -- The group values of the hash tree, 32 bytes each, sorted ascending: all else follows from them.
    groups bytea not null,
    primary key (log, end_index)
);

-- One time-stamp token over the tree of a batch.
create table batch_token (
    log smallint not null,
    end_index bigint not null,
    authority text not null,
    -- False: our own clock, shown as such.
    outside boolean not null,
    generated_at timestamptz not null,
    token bytea not null,
    primary key (log, end_index, authority),
    foreign key (log, end_index) references batch
);
