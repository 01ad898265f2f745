-- A store of schema 5, as the program wrote it: one application that was delivered and one that waits.
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
CREATE TABLE corrections (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, replaces text not null, begun_at text not null, counter integer not null,
    primary key (central, instance_id)) strict;
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
INSERT INTO attempts VALUES('ministry','office-7','device-3','citizen','uuid:1',1,'2026-11-22T08:00:00.000000Z',7,'2026-11-22T08:00:00.000000Z','stored',NULL);
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',1,'form.install','claim 1','420374a948278402','2026-11-22T08:00:00.000000Z',2,X'0000000000000000000000000000000000000000000000000000000000000000',X'43E9CF02B1C0E5058FFEB4E07A46E1B54AD8C29358B03EC9DDBE3C5381B781A2');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',2,'draft.begin','uuid:1','claim','2026-11-22T08:00:00.000000Z',3,X'43E9CF02B1C0E5058FFEB4E07A46E1B54AD8C29358B03EC9DDBE3C5381B781A2',X'64E621944C605769C7F5C5378CBE8DF0199A34B69FAA102A030EB23B2CDEEF49');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',3,'submission.finalise','uuid:1','claim 1 9ef290b71643c4f174b0e214c335a4217a327ca4209494b5035e0d48f52fa02e vrREQBjzwPTLxkqbzH0Cqkk//6IBZ4bkYh6KrXnLMcYdfSkyDbPmyhddNyKjs9yT98uZYH+BtmoVx9Z/5648CQ==','2026-11-22T08:00:00.000000Z',4,X'64E621944C605769C7F5C5378CBE8DF0199A34B69FAA102A030EB23B2CDEEF49',X'635A18CE8BC99DB48772336F8C4F8FECD1E4C110BE3E2743D5984C41102542A7');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',4,'draft.begin','uuid:2','claim','2026-11-22T08:00:00.000000Z',5,X'635A18CE8BC99DB48772336F8C4F8FECD1E4C110BE3E2743D5984C41102542A7',X'2CF095558B0C6FFE409F78D92A55405A975D7E8616B6F82BA958A0D795EF2EA4');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',5,'submission.finalise','uuid:2','claim 1 57d6da52b17d02425b9646b658c72a04b68990123a6133e263b939fbb4cbf88a Eba50zPk2SdtkX/rVIpNz8PHUmaSuyYBv3by45rgRj+QEVU1d6hKglCj5xd2r8+NVv6Qs8aGOMf3R+4XjCcQCw==','2026-11-22T08:00:00.000000Z',6,X'2CF095558B0C6FFE409F78D92A55405A975D7E8616B6F82BA958A0D795EF2EA4',X'6D401CC9854E95FE8E2645891B3762A7593BBF0DDC4F0B76B4B75C257C17EB2B');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',6,'submission.submitted','uuid:1','stored','2026-11-22T08:00:00.000000Z',8,X'6D401CC9854E95FE8E2645891B3762A7593BBF0DDC4F0B76B4B75C257C17EB2B',X'58AE7DDED1B0979E9D9CB2E993062B67E32DFA1EC9BB92F87BCFF9834CA25740');
INSERT INTO audit_checkpoints VALUES('ministry','office-7','device-3','citizen',3,X'94DA4E68B5CEA2190E7AAB4095A2D85BFEBB75877739D5CD1C37510DC6D1DE6B',X'25F4FA2AA378D005E2DA26293BA9FE3F28F9EFA491D560FB6C9A961AEC96D1F43C4F389D6D28589A3EE9CC20ABE8BBDC5B971224B5193E0DB8804BA473D16506','2026-11-22T08:00:00.000000Z');
INSERT INTO audit_checkpoints VALUES('ministry','office-7','device-3','citizen',5,X'43992E24F0D5E204E782DCF87D5BCD2E9EBBB0E56D5DAB26AACBF36D7C1454FF',X'8A857D580627573ACC7734AAAF4FD42775146F6CDB3C9675ED5CCA1BD35A37EF4F4A9B6770F00E2C01DBFA0C7AC1CE0133A63E6998DB57BC51085389DC26E607','2026-11-22T08:00:00.000000Z');
INSERT INTO audit_tree VALUES('','office-7','device-3','citizen',5,X'D045C72C69A9A95B7B8EA128C8122EE6C32904896E6138263829E1EB0D14A1386D401CC9854E95FE8E2645891B3762A7593BBF0DDC4F0B76B4B75C257C17EB2B');
INSERT INTO counters VALUES('','','','program','acts',8);
INSERT INTO device_keys VALUES('','','','program',X'1194D8E7A5A8AE549A908589EA9CFA098AE7631A44395A751A3F886FEAE16A5E','2026-11-22T08:00:00.000000Z');
INSERT INTO forms VALUES('ministry','office-7','device-3','citizen','claim','1','420374a948278402','Claim','md5:0',X'3C666F726D2F3E','current','2026-11-22T08:00:00.000000Z',2);
INSERT INTO payloads VALUES('ministry','office-7','device-3','citizen','uuid:1','Ali''s claim',X'3C646174613E313C2F646174613E');
INSERT INTO payloads VALUES('ministry','office-7','device-3','citizen','uuid:2','Ali''s claim',X'3C646174613E323C2F646174613E');
INSERT INTO store_schema VALUES(1,'2026-11-22T08:00:00.000000Z');
INSERT INTO store_schema VALUES(2,'2026-11-22T08:00:00.000000Z');
INSERT INTO store_schema VALUES(3,'2026-11-22T08:00:00.000000Z');
INSERT INTO store_schema VALUES(4,'2026-11-22T08:00:00.000000Z');
INSERT INTO store_schema VALUES(5,'2026-11-22T08:00:00.000000Z');
INSERT INTO submissions VALUES('ministry','office-7','device-3','citizen','uuid:1','claim','1','420374a948278402','444389111271950544','44438911127195054','fa','2026-11-22T08:00:00.000000Z',4,'9ef290b71643c4f174b0e214c335a4217a327ca4209494b5035e0d48f52fa02e',X'BEB4444018F3C0F4CBC64A9BCC7D02AA493FFFA2016786E4621E8AAD79CB31C61D7D29320DB3E6CA175D3722A3B3DC93F7CB99607F81B66A15C7D67FE7AE3C09',14,'submitted','stored',NULL,1,NULL,'2026-11-22T08:00:00.000000Z',0,NULL,NULL);
INSERT INTO submissions VALUES('ministry','office-7','device-3','citizen','uuid:2','claim','1','420374a948278402','186332632220189976','18633263222018997','fa','2026-11-22T08:00:00.000000Z',6,'57d6da52b17d02425b9646b658c72a04b68990123a6133e263b939fbb4cbf88a',X'11B6B9D333E4D9276D917FEB548A4DCFC3C7526692BB2601BF76F2E39AE0463F9011553577A84A8250A3E71776AFCF8D56FE90B3C68638C7F747EE178C27100B',14,'complete',NULL,NULL,0,NULL,NULL,0,NULL,NULL);
CREATE UNIQUE INDEX audit_checkpoints_size on audit_checkpoints (size);
CREATE INDEX cases_code on cases (code);
CREATE INDEX corrections_replaces on corrections (central, replaces);
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
