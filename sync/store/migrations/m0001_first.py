"""Migration 1: the first schema.

Every table is keyed by the central's id ('' for what belongs to the device itself) and carries office, device, actor.
Times are UTC text of fixed width, which sorts as time; order is told by the device's counter of acts, never by time.
"""

_SCOPE = "central text not null, office text not null, device text not null, actor text not null"

FIRST = f"""
create table counters ({_SCOPE},
    name text not null, value integer not null,
    primary key (central, name)) strict;
insert into counters values ('', '', '', 'program', 'acts', 0);

create table settings ({_SCOPE},
    name text not null, value text not null,
    primary key (central, name)) strict;

create table device_keys ({_SCOPE},
    private blob not null, created_at text not null,
    primary key (central)) strict;

create table file_keys ({_SCOPE},
    name text not null, key blob not null,
    primary key (central, name)) strict;

create table forms ({_SCOPE},
    form_id text not null, version text not null, edition text not null,
    name text not null, hash text not null, xform blob not null,
    state text not null check (state in ('current', 'superseded', 'withdrawn')),
    installed_at text not null, counter integer not null,
    primary key (central, form_id, version, edition)) strict;
create unique index forms_current on forms (central, form_id) where state = 'current';

create table form_media ({_SCOPE},
    form_id text not null, version text not null, edition text not null,
    name text not null, hash text not null, sha256 text not null, size integer not null,
    primary key (central, form_id, version, edition, name),
    foreign key (central, form_id, version, edition) references forms on delete cascade) strict;
create index form_media_content on form_media (sha256);

create table data_keys ({_SCOPE},
    instance_id text not null, name text not null, key blob not null,
    primary key (central, instance_id, name)) strict;

create table drafts ({_SCOPE},
    instance_id text not null,
    form_id text not null, version text not null, edition text not null,
    code text not null, kept_at text not null check (kept_at in ('desk', 'kiosk')), run text not null,
    started_at text not null, saved_at text not null, counter integer not null,
    language text not null, place text not null, sealed blob not null,
    primary key (central, instance_id),
    foreign key (central, form_id, version, edition) references forms) strict;
create index drafts_form on drafts (central, form_id, version, edition);

create table attachments ({_SCOPE},
    instance_id text not null, name text not null,
    mediatype text not null, size integer not null, sha256 text not null, file text not null unique,
    added_at text not null, acknowledged_at text,
    primary key (central, instance_id, name)) strict;

create table submissions ({_SCOPE},
    instance_id text not null,
    form_id text not null, version text not null, edition text not null,
    code text not null, case_code text not null, language text not null,
    finalised_at text not null, counter integer not null,
    sha256 text not null, signature blob not null, size integer not null,
    status text not null check (status in ('complete', 'submitted', 'rejected')),
    verdict text, reason text, attempts integer not null default 0,
    not_before text, submitted_at text,
    primary key (central, instance_id)) strict;
create unique index submissions_order on submissions (counter);
create index submissions_status on submissions (status, counter);
create index submissions_code on submissions (code);
create index submissions_form on submissions (central, form_id, version, edition) where status <> 'submitted';

create table payloads ({_SCOPE},
    instance_id text not null, instance_name text not null, xml blob not null,
    primary key (central, instance_id),
    foreign key (central, instance_id) references submissions) strict;
create trigger payloads_are_frozen before update on payloads
    begin select raise(abort, 'finalised bytes never change'); end;
create trigger payloads_stay_until_delivered before delete on payloads
    when (select status from submissions s where s.central = old.central and s.instance_id = old.instance_id)
        <> 'submitted'
    begin select raise(abort, 'not delivered yet'); end;
create trigger submissions_are_frozen
    before update of central, instance_id, sha256, signature, counter, finalised_at on submissions
    begin select raise(abort, 'finalised bytes never change'); end;
create trigger submissions_stay before delete on submissions
    begin select raise(abort, 'the stub of a submission stays'); end;

create table attempts ({_SCOPE},
    instance_id text not null, number integer not null,
    started_at text not null, counter integer not null, ended_at text, verdict text, reason text,
    primary key (central, instance_id, number),
    foreign key (central, instance_id) references submissions) strict;

create table cases ({_SCOPE},
    code text not null, status text not null, message text not null, service text not null, updated text not null,
    seen_at text not null, counter integer not null,
    primary key (central, code)) strict;
create index cases_code on cases (code);

create table staff ({_SCOPE},
    name text not null, role text not null check (role in ('assistant', 'supervisor', 'technician')),
    pin_hash text not null, tries integer not null default 0,
    wait_seconds integer not null default 0, wait_from real not null default 0, boot text not null default '',
    primary key (central, name)) strict;

create table audit ({_SCOPE},
    number integer primary key, act text not null, subject text not null, detail text not null,
    at text not null, counter integer not null, previous blob not null, hash blob not null unique) strict;
create trigger audit_is_append_only_update before update on audit
    begin select raise(abort, 'the audit log only grows'); end;
create trigger audit_is_append_only_delete before delete on audit
    begin select raise(abort, 'the audit log only grows'); end;

create table audit_checkpoints ({_SCOPE},
    size integer not null, root blob not null, signature blob not null, at text not null,
    primary key (central, size)) strict;
"""
