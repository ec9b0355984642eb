-- A leaf is looked up by id within its log. With both in the index the planner has no reason to walk the primary key of a log
-- instead, as it did while the tables had grown faster than their statistics: one look-up then read the whole log. Owner: ledger.

drop index leaf_id;
create index leaf_id on leaf (id, log);
