"""Migration 4: sealed submissions with their companions, the clock's offset with every record, and indexes for a queue
of any length.

`clock_offset` is the seconds that had been added to the device's clock when the record was made, null where no server
had told the time yet. A queue is read from two sides: what was never held back, by its order, and what waits, by when
it may go; so that a million records that wait cost the next one nothing.
"""

FOURTH = """
alter table submissions add column sealed integer not null default 0 check (sealed in (0, 1));
alter table submissions add column companion_of text;
alter table submissions add column clock_offset real;
drop trigger submissions_are_frozen;
create trigger submissions_are_frozen
    before update of central, instance_id, sha256, signature, counter, finalised_at, sealed, companion_of, clock_offset
    on submissions
    begin select raise(abort, 'finalised bytes never change'); end;
create index submissions_ready on submissions (central, counter) where status = 'complete' and not_before is null;
create index submissions_waiting on submissions (central, not_before)
    where status = 'complete' and not_before is not null;
"""
