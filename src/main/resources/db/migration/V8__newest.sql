-- The latest time of receipt in the log, which a rule looks at: it moves with the head. Owner: ledger.

alter table head add column newest bigint not null default 0;

-- Of what was entered before: only a record that has an accepted leaf counts.
update head set newest = coalesce(
    (select max(r.received_at) from record r join leaf l on l.id = r.id and l.log = r.log
        where l.log = head.log and l.refusal is null), 0);
