"""Migration 6: what a machine reports of itself, apart from what people hand in.

It goes through the same queue as an application, and counts as none: not at the desk, not in the office's report, not
against the limits. The index finds the newest report of a store of any size.
"""

SIXTH = """
alter table submissions add column of_machine integer not null default 0 check (of_machine in (0, 1));
drop trigger submissions_are_frozen;
create trigger submissions_are_frozen
    before update of central, instance_id, sha256, signature, counter, finalised_at, sealed, companion_of, clock_offset,
        of_machine
    on submissions
    begin select raise(abort, 'finalised bytes never change'); end;
create index submissions_of_machine on submissions (central, counter) where of_machine = 1;
"""
