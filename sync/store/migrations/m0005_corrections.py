"""Migration 5: which record corrects which, from the moment a correction is begun."""

FIFTH = """
create table corrections (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, replaces text not null, begun_at text not null, counter integer not null,
    primary key (central, instance_id)) strict;
create index corrections_replaces on corrections (central, replaces);
"""
