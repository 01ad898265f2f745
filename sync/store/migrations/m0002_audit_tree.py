"""Migration 2: the audit log's tree as far as it is signed, and checkpoints that only grow.

`audit_tree` holds one row: of how many rows the tree is, and its peaks (sync.store.merkle), so that a checkpoint costs
the rows since the last one and not the whole log.
"""

SECOND = """
create table audit_tree (central text not null, office text not null, device text not null, actor text not null,
    size integer not null, peaks blob not null,
    primary key (central)) strict;
create unique index audit_checkpoints_size on audit_checkpoints (size);
create trigger audit_checkpoints_are_append_only_update before update on audit_checkpoints
    begin select raise(abort, 'checkpoints only grow'); end;
create trigger audit_checkpoints_are_append_only_delete before delete on audit_checkpoints
    begin select raise(abort, 'checkpoints only grow'); end;
"""
