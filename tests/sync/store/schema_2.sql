-- A store of schema 2, as the program wrote it: two applications, one whose receipt came out once and one twice.
CREATE TABLE attachments (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, name text not null,
    mediatype text not null, size integer not null, sha256 text not null, file text not null unique,
    added_at text not null, acknowledged_at text,
    primary key (central, instance_id, name)) strict;
CREATE TABLE attempts (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, number integer not null,
    started_at text not null, counter integer not null, ended_at text, verdict text, reason text,
    primary key (central, instance_id, number),
    foreign key (central, instance_id) references submissions) strict;
CREATE TABLE audit (central text not null, office text not null, device text not null, actor text not null,
    number integer primary key, act text not null, subject text not null, detail text not null,
    at text not null, counter integer not null, previous blob not null, hash blob not null unique) strict;
CREATE TABLE audit_checkpoints (central text not null, office text not null, device text not null, actor text not null,
    size integer not null, root blob not null, signature blob not null, at text not null,
    primary key (central, size)) strict;
CREATE TABLE audit_tree (central text not null, office text not null, device text not null, actor text not null,
    size integer not null, peaks blob not null,
    primary key (central)) strict;
CREATE TABLE cases (central text not null, office text not null, device text not null, actor text not null,
    code text not null, status text not null, message text not null, service text not null, updated text not null,
    seen_at text not null, counter integer not null,
    primary key (central, code)) strict;
CREATE TABLE counters (central text not null, office text not null, device text not null, actor text not null,
    name text not null, value integer not null,
    primary key (central, name)) strict;
CREATE TABLE data_keys (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, name text not null, key blob not null,
    primary key (central, instance_id, name)) strict;
CREATE TABLE device_keys (central text not null, office text not null, device text not null, actor text not null,
    private blob not null, created_at text not null,
    primary key (central)) strict;
CREATE TABLE drafts (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null,
    form_id text not null, version text not null, edition text not null,
    code text not null, kept_at text not null check (kept_at in ('desk', 'kiosk')), run text not null,
    started_at text not null, saved_at text not null, counter integer not null,
    language text not null, place text not null, sealed blob not null,
    primary key (central, instance_id),
    foreign key (central, form_id, version, edition) references forms) strict;
CREATE TABLE file_keys (central text not null, office text not null, device text not null, actor text not null,
    name text not null, key blob not null,
    primary key (central, name)) strict;
CREATE TABLE form_media (central text not null, office text not null, device text not null, actor text not null,
    form_id text not null, version text not null, edition text not null,
    name text not null, hash text not null, sha256 text not null, size integer not null,
    primary key (central, form_id, version, edition, name),
    foreign key (central, form_id, version, edition) references forms on delete cascade) strict;
CREATE TABLE forms (central text not null, office text not null, device text not null, actor text not null,
    form_id text not null, version text not null, edition text not null,
    name text not null, hash text not null, xform blob not null,
    state text not null check (state in ('current', 'superseded', 'withdrawn')),
    installed_at text not null, counter integer not null,
    primary key (central, form_id, version, edition)) strict;
CREATE TABLE payloads (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, instance_name text not null, xml blob not null,
    primary key (central, instance_id),
    foreign key (central, instance_id) references submissions) strict;
CREATE TABLE settings (central text not null, office text not null, device text not null, actor text not null,
    name text not null, value text not null,
    primary key (central, name)) strict;
CREATE TABLE staff (central text not null, office text not null, device text not null, actor text not null,
    name text not null, role text not null check (role in ('assistant', 'supervisor', 'technician')),
    pin_hash text not null, tries integer not null default 0,
    wait_seconds integer not null default 0, wait_from real not null default 0, boot text not null default '',
    primary key (central, name)) strict;
CREATE TABLE store_schema (version integer primary key, applied_at text not null) strict;
CREATE TABLE submissions (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null,
    form_id text not null, version text not null, edition text not null,
    code text not null, case_code text not null, language text not null,
    finalised_at text not null, counter integer not null,
    sha256 text not null, signature blob not null, size integer not null,
    status text not null check (status in ('complete', 'submitted', 'rejected')),
    verdict text, reason text, attempts integer not null default 0,
    not_before text, submitted_at text,
    primary key (central, instance_id)) strict;
insert into audit values ('ministry','office-7','device-3','citizen',1,'form.install','claim 1','420374a948278402','2026-11-22T08:00:00.000000Z',2,X'0000000000000000000000000000000000000000000000000000000000000000',X'43E9CF02B1C0E5058FFEB4E07A46E1B54AD8C29358B03EC9DDBE3C5381B781A2');
insert into audit values ('ministry','office-7','device-3','citizen',2,'submission.finalise','uuid:1','claim 1 9fc88737110d8cfdb3732dcd276f14c2981992315c4a36d07ea787e4717a92d6','2026-11-22T08:00:00.000000Z',3,X'43E9CF02B1C0E5058FFEB4E07A46E1B54AD8C29358B03EC9DDBE3C5381B781A2',X'B4F257A0E3A40A4E0713EA10270004D50E2E4B71213664567978D394A5C4CC59');
insert into audit values ('ministry','office-7','device-3','citizen',3,'submission.finalise','uuid:2','claim 1 f83f8cc0cff805c99ccbd02bc2ae0529e1f0ade209311e5d80ca9bd5f0158334','2026-11-22T08:00:00.000000Z',5,X'B4F257A0E3A40A4E0713EA10270004D50E2E4B71213664567978D394A5C4CC59',X'280AC2450AB16DAE06E32F1C951E05B31CA223226D6CF325878DB96741534C99');
insert into audit_checkpoints values ('ministry','office-7','device-3','citizen',2,X'09786B49FE24065B69310B55940D9D743B5EAD0519318F4E802DCF39356965B6',X'9A039B846F230C73AA83C109200876E6617D16A5580DBFF4EC96703299F991E7F6ED9209355A405B78B9F59B64B8874DA42B449FB27190E0BAED26E36C0A3702','2026-11-22T08:00:00.000000Z');
insert into audit_checkpoints values ('ministry','office-7','device-3','citizen',3,X'E93B9B609562BA8411367ECEF64EAB515A4E0C3D777F53076234DBB1C2E8A2B6',X'FEF440844368847DD0B61A243413861080CDB32052EFC1C5365FE940C600DD1821B25DDB5F2C2F4BCD4C934C4857E19E4382D2347F62361DB9902B8F7BC1650D','2026-11-22T08:00:00.000000Z');
insert into audit_tree values ('','office-7','device-3','citizen',3,X'09786B49FE24065B69310B55940D9D743B5EAD0519318F4E802DCF39356965B6280AC2450AB16DAE06E32F1C951E05B31CA223226D6CF325878DB96741534C99');
insert into counters values ('','','','program','acts',7);
insert into device_keys values ('','','','program',X'5D41FD1472D75CDDC37412BE2C914BA0506DB724C060771FE374DEE7BF738861','2026-11-22T08:00:00.000000Z');
insert into forms values ('ministry','office-7','device-3','citizen','claim','1','420374a948278402','Claim','md5:0',X'3C666F726D2F3E','current','2026-11-22T08:00:00.000000Z',2);
insert into payloads values ('ministry','office-7','device-3','citizen','uuid:1','Ali''s claim',X'3C646174613E6F6E653C2F646174613E');
insert into payloads values ('ministry','office-7','device-3','citizen','uuid:2','Ali''s claim',X'3C646174613E74776F3C2F646174613E');
insert into settings values ('ministry','office-7','device-3','citizen','receipt.copies 444389111271950544','1');
insert into settings values ('ministry','office-7','device-3','citizen','receipt.copies 186332632220189976','2');
insert into settings values ('ministry','office-7','device-3','citizen','forms.swept','2026-11-22');
insert into store_schema values (1,'2026-11-22T08:00:00.000000Z');
insert into store_schema values (2,'2026-11-22T08:00:00.000000Z');
insert into submissions values ('ministry','office-7','device-3','citizen','uuid:1','claim','1','420374a948278402','444389111271950544','44438911127195054','fa','2026-11-22T08:00:00.000000Z',3,'9fc88737110d8cfdb3732dcd276f14c2981992315c4a36d07ea787e4717a92d6',X'19142DEFFE5A21F58C35FFCB2AC8A3E7F64689E1F6F90B045761D61F5241712F3725D02F17D0523847C65889437C5C517C5B2F8D9E6F9613F7F31675C9921A0D',16,'complete',NULL,NULL,0,NULL,NULL);
insert into submissions values ('ministry','office-7','device-3','citizen','uuid:2','claim','1','420374a948278402','186332632220189976','18633263222018997','fa','2026-11-22T08:00:00.000000Z',5,'f83f8cc0cff805c99ccbd02bc2ae0529e1f0ade209311e5d80ca9bd5f0158334',X'430E8AEC7B377EEC8E549F83186311B70A220EB323A77CFA61FAFD559D6E30525E970D4322C2D31D8808983D9219FEDA9F9B75FF691E00C49394934C0D13990B',16,'complete',NULL,NULL,0,NULL,NULL);
CREATE INDEX form_media_content on form_media (sha256);
CREATE INDEX drafts_form on drafts (central, form_id, version, edition);
CREATE INDEX submissions_status on submissions (status, counter);
CREATE INDEX submissions_code on submissions (code);
CREATE INDEX submissions_form on submissions (central, form_id, version, edition) where status <> 'submitted';
CREATE INDEX cases_code on cases (code);
CREATE UNIQUE INDEX forms_current on forms (central, form_id) where state = 'current';
CREATE UNIQUE INDEX submissions_order on submissions (counter);
CREATE UNIQUE INDEX audit_checkpoints_size on audit_checkpoints (size);
CREATE TRIGGER payloads_are_frozen before update on payloads
    begin select raise(abort, 'finalised bytes never change'); end;
CREATE TRIGGER payloads_stay_until_delivered before delete on payloads
    when (select status from submissions s where s.central = old.central and s.instance_id = old.instance_id)
        <> 'submitted'
    begin select raise(abort, 'not delivered yet'); end;
CREATE TRIGGER submissions_are_frozen
    before update of central, instance_id, sha256, signature, counter, finalised_at on submissions
    begin select raise(abort, 'finalised bytes never change'); end;
CREATE TRIGGER submissions_stay before delete on submissions
    begin select raise(abort, 'the stub of a submission stays'); end;
CREATE TRIGGER audit_is_append_only_update before update on audit
    begin select raise(abort, 'the audit log only grows'); end;
CREATE TRIGGER audit_is_append_only_delete before delete on audit
    begin select raise(abort, 'the audit log only grows'); end;
CREATE TRIGGER audit_checkpoints_are_append_only_update before update on audit_checkpoints
    begin select raise(abort, 'checkpoints only grow'); end;
CREATE TRIGGER audit_checkpoints_are_append_only_delete before delete on audit_checkpoints
    begin select raise(abort, 'checkpoints only grow'); end;
