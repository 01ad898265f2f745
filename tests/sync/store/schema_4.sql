-- A store of schema 4, as the program wrote it: one application that was delivered and one that was refused for good.
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
CREATE TABLE print_orders (central text not null, office text not null, device text not null, actor text not null,
    number integer not null,
    kind text not null, subject text not null, language text not null,
    state text not null check (state in ('waiting', 'handed', 'out', 'dropped')),
    copy integer not null, reason text, ordered_at text not null, counter integer not null,
    primary key (central, number)) strict;
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
    not_before text, submitted_at text, sealed integer not null default 0 check (sealed in (0, 1)), companion_of text, clock_offset real,
    primary key (central, instance_id)) strict;
CREATE UNIQUE INDEX audit_checkpoints_size on audit_checkpoints (size);
CREATE INDEX cases_code on cases (code);
CREATE INDEX drafts_form on drafts (central, form_id, version, edition);
CREATE INDEX form_media_content on form_media (sha256);
CREATE UNIQUE INDEX forms_current on forms (central, form_id) where state = 'current';
CREATE INDEX print_orders_copies on print_orders (central, kind, subject, copy);
CREATE UNIQUE INDEX print_orders_number on print_orders (number);
CREATE INDEX print_orders_open on print_orders (number) where state in ('waiting', 'handed');
CREATE INDEX submissions_code on submissions (code);
CREATE INDEX submissions_form on submissions (central, form_id, version, edition) where status <> 'submitted';
CREATE UNIQUE INDEX submissions_order on submissions (counter);
CREATE INDEX submissions_ready on submissions (central, counter) where status = 'complete' and not_before is null;
CREATE INDEX submissions_status on submissions (status, counter);
CREATE INDEX submissions_waiting on submissions (central, not_before)
    where status = 'complete' and not_before is not null;
INSERT INTO attempts VALUES('ministry','office-7','device-3','citizen','uuid:1',1,'2026-11-22T08:00:00.000000Z',5,'2026-11-22T08:00:00.000000Z','stored',NULL);
INSERT INTO attempts VALUES('ministry','office-7','device-3','citizen','uuid:2',1,'2026-11-22T08:00:00.000000Z',9,'2026-11-22T08:00:00.000000Z','refused',NULL);
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',1,'form.install','claim 1','420374a948278402','2026-11-22T08:00:00.000000Z',2,X'0000000000000000000000000000000000000000000000000000000000000000',X'43E9CF02B1C0E5058FFEB4E07A46E1B54AD8C29358B03EC9DDBE3C5381B781A2');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',2,'draft.begin','uuid:1','claim','2026-11-22T08:00:00.000000Z',3,X'43E9CF02B1C0E5058FFEB4E07A46E1B54AD8C29358B03EC9DDBE3C5381B781A2',X'64E621944C605769C7F5C5378CBE8DF0199A34B69FAA102A030EB23B2CDEEF49');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',3,'submission.finalise','uuid:1','claim 1 9ef290b71643c4f174b0e214c335a4217a327ca4209494b5035e0d48f52fa02e DgqTcii4Xzzc4TQDKGNo4V1qXloqibtKhwtUXkWBEcyJ76N9eVH4ILMYe2Q4Pd6VPzuREQWTamA95IAHsnE0CA==','2026-11-22T08:00:00.000000Z',4,X'64E621944C605769C7F5C5378CBE8DF0199A34B69FAA102A030EB23B2CDEEF49',X'B4B9FD576C5C264AEFEF4C0729CC0AEB14F34127E625190BF34299F1DDE63068');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',4,'submission.submitted','uuid:1','stored','2026-11-22T08:00:00.000000Z',6,X'B4B9FD576C5C264AEFEF4C0729CC0AEB14F34127E625190BF34299F1DDE63068',X'0BF5D29260DFD3B7579E30EFE81FC72647721A47279DFE3F0C18BC0E357D1CD5');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',5,'draft.begin','uuid:2','claim','2026-11-22T08:00:00.000000Z',7,X'0BF5D29260DFD3B7579E30EFE81FC72647721A47279DFE3F0C18BC0E357D1CD5',X'4C5B3DDBDA5E9AC5B61E680518D0301745CB411D535E6756100618B99A63A5AA');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',6,'submission.finalise','uuid:2','claim 1 57d6da52b17d02425b9646b658c72a04b68990123a6133e263b939fbb4cbf88a hN2b6+pZgAwfdZFbfeof2JYMNTzowkyqIuZRjhKOzkMzipvzmW9FYa4woiPlGLMba46qpbvIGRLYHo3VP1ZxAw==','2026-11-22T08:00:00.000000Z',8,X'4C5B3DDBDA5E9AC5B61E680518D0301745CB411D535E6756100618B99A63A5AA',X'B840A011AD39A9989736560B7B029DEC136E206547932E7B979651427F9BC79B');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',7,'submission.rejected','uuid:2','refused','2026-11-22T08:00:00.000000Z',10,X'B840A011AD39A9989736560B7B029DEC136E206547932E7B979651427F9BC79B',X'8AAD7B18D7FEB4CE34001023E86ADD2CA4E7BE28DDF2B64C7458FB984C6113FD');
INSERT INTO audit_checkpoints VALUES('ministry','office-7','device-3','citizen',3,X'551F7ADC6F23DB8FE335873C05839E6D70FB1464688D1BF8F417F039B8B84017',X'A6FA9042CCEFCFDDB9084D41E580C71A72270C11A035206CF3EF2AF4B3FDE6078659F10FE636D2C90EB2131E11A8FA2588DF050E40FFB4BD2A0ABA8C774FEF0B','2026-11-22T08:00:00.000000Z');
INSERT INTO audit_checkpoints VALUES('ministry','office-7','device-3','citizen',6,X'ABBFF8D236A0EA532C4865512AB3A5F34FA375D38127EF6750A10AF2D78F8F48',X'935DD5EED7DED59A10AC8E74DC168969BE03287C36EFA61366F480EADE8651E2CC18871E42CB5F0450E26D7534CF90BC81EFB43F691D2DE46588C11B5B44190B','2026-11-22T08:00:00.000000Z');
INSERT INTO audit_tree VALUES('','office-7','device-3','citizen',6,X'7C9504D2676EF75BCF9CB5DA3AC0DA79C5330FD3BA91B9E2C28643F5D3A6380FA359E4E8000606FB5F67F059AA0A84789FD20393AB7703BD5F716EC05113B43A');
INSERT INTO counters VALUES('','','','program','acts',10);
INSERT INTO device_keys VALUES('','','','program',X'A53CF361F640CA10D2048CAD0DA76709731DDA121CF5E0C115ECBB25B27DAEC3','2026-11-22T08:00:00.000000Z');
INSERT INTO forms VALUES('ministry','office-7','device-3','citizen','claim','1','420374a948278402','Claim','md5:0',X'3C666F726D2F3E','current','2026-11-22T08:00:00.000000Z',2);
INSERT INTO payloads VALUES('ministry','office-7','device-3','citizen','uuid:1','Ali''s claim',X'3C646174613E313C2F646174613E');
INSERT INTO payloads VALUES('ministry','office-7','device-3','citizen','uuid:2','Ali''s claim',X'3C646174613E323C2F646174613E');
INSERT INTO store_schema VALUES(1,'2026-11-22T08:00:00.000000Z');
INSERT INTO store_schema VALUES(2,'2026-11-22T08:00:00.000000Z');
INSERT INTO store_schema VALUES(3,'2026-11-22T08:00:00.000000Z');
INSERT INTO store_schema VALUES(4,'2026-11-22T08:00:00.000000Z');
INSERT INTO submissions VALUES('ministry','office-7','device-3','citizen','uuid:1','claim','1','420374a948278402','444389111271950544','44438911127195054','fa','2026-11-22T08:00:00.000000Z',4,'9ef290b71643c4f174b0e214c335a4217a327ca4209494b5035e0d48f52fa02e',X'0E0A937228B85F3CDCE13403286368E15D6A5E5A2A89BB4A870B545E458111CC89EFA37D7951F820B3187B64383DDE953F3B911105936A603DE48007B2713408',14,'submitted','stored',NULL,1,NULL,'2026-11-22T08:00:00.000000Z',0,NULL,NULL);
INSERT INTO submissions VALUES('ministry','office-7','device-3','citizen','uuid:2','claim','1','420374a948278402','186332632220189976','18633263222018997','fa','2026-11-22T08:00:00.000000Z',8,'57d6da52b17d02425b9646b658c72a04b68990123a6133e263b939fbb4cbf88a',X'84DD9BEBEA59800C1F75915B7DEA1FD8960C353CE8C24CAA22E6518E128ECE43338A9BF3996F4561AE30A223E518B31B6B8EAAA5BBC81912D81E8DD53F567103',14,'rejected','refused',NULL,1,NULL,NULL,0,NULL,NULL);
CREATE TRIGGER audit_checkpoints_are_append_only_delete before delete on audit_checkpoints
    begin select raise(abort, 'checkpoints only grow'); end;
CREATE TRIGGER audit_checkpoints_are_append_only_update before update on audit_checkpoints
    begin select raise(abort, 'checkpoints only grow'); end;
CREATE TRIGGER audit_is_append_only_delete before delete on audit
    begin select raise(abort, 'the audit log only grows'); end;
CREATE TRIGGER audit_is_append_only_update before update on audit
    begin select raise(abort, 'the audit log only grows'); end;
CREATE TRIGGER payloads_are_frozen before update on payloads
    begin select raise(abort, 'finalised bytes never change'); end;
CREATE TRIGGER payloads_stay_until_delivered before delete on payloads
    when (select status from submissions s where s.central = old.central and s.instance_id = old.instance_id)
        <> 'submitted'
    begin select raise(abort, 'not delivered yet'); end;
CREATE TRIGGER submissions_are_frozen
    before update of central, instance_id, sha256, signature, counter, finalised_at, sealed, companion_of, clock_offset
    on submissions
    begin select raise(abort, 'finalised bytes never change'); end;
CREATE TRIGGER submissions_stay before delete on submissions
    begin select raise(abort, 'the stub of a submission stays'); end;
