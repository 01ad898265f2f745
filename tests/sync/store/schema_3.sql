-- A store of schema 3, as the program wrote it; the migrations are proved on it.
CREATE TABLE store_schema (version integer primary key, applied_at text not null) strict;
CREATE TABLE counters (central text not null, office text not null, device text not null, actor text not null,
    name text not null, value integer not null,
    primary key (central, name)) strict;
CREATE TABLE settings (central text not null, office text not null, device text not null, actor text not null,
    name text not null, value text not null,
    primary key (central, name)) strict;
CREATE TABLE device_keys (central text not null, office text not null, device text not null, actor text not null,
    private blob not null, created_at text not null,
    primary key (central)) strict;
CREATE TABLE file_keys (central text not null, office text not null, device text not null, actor text not null,
    name text not null, key blob not null,
    primary key (central, name)) strict;
CREATE TABLE forms (central text not null, office text not null, device text not null, actor text not null,
    form_id text not null, version text not null, edition text not null,
    name text not null, hash text not null, xform blob not null,
    state text not null check (state in ('current', 'superseded', 'withdrawn')),
    installed_at text not null, counter integer not null,
    primary key (central, form_id, version, edition)) strict;
CREATE TABLE form_media (central text not null, office text not null, device text not null, actor text not null,
    form_id text not null, version text not null, edition text not null,
    name text not null, hash text not null, sha256 text not null, size integer not null,
    primary key (central, form_id, version, edition, name),
    foreign key (central, form_id, version, edition) references forms on delete cascade) strict;
CREATE TABLE data_keys (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, name text not null, key blob not null,
    primary key (central, instance_id, name)) strict;
CREATE TABLE drafts (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null,
    form_id text not null, version text not null, edition text not null,
    code text not null, kept_at text not null check (kept_at in ('desk', 'kiosk')), run text not null,
    started_at text not null, saved_at text not null, counter integer not null,
    language text not null, place text not null, sealed blob not null,
    primary key (central, instance_id),
    foreign key (central, form_id, version, edition) references forms) strict;
CREATE TABLE attachments (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, name text not null,
    mediatype text not null, size integer not null, sha256 text not null, file text not null unique,
    added_at text not null, acknowledged_at text,
    primary key (central, instance_id, name)) strict;
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
CREATE TABLE payloads (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, instance_name text not null, xml blob not null,
    primary key (central, instance_id),
    foreign key (central, instance_id) references submissions) strict;
CREATE TABLE attempts (central text not null, office text not null, device text not null, actor text not null,
    instance_id text not null, number integer not null,
    started_at text not null, counter integer not null, ended_at text, verdict text, reason text,
    primary key (central, instance_id, number),
    foreign key (central, instance_id) references submissions) strict;
CREATE TABLE cases (central text not null, office text not null, device text not null, actor text not null,
    code text not null, status text not null, message text not null, service text not null, updated text not null,
    seen_at text not null, counter integer not null,
    primary key (central, code)) strict;
CREATE TABLE staff (central text not null, office text not null, device text not null, actor text not null,
    name text not null, role text not null check (role in ('assistant', 'supervisor', 'technician')),
    pin_hash text not null, tries integer not null default 0,
    wait_seconds integer not null default 0, wait_from real not null default 0, boot text not null default '',
    primary key (central, name)) strict;
CREATE TABLE audit (central text not null, office text not null, device text not null, actor text not null,
    number integer primary key, act text not null, subject text not null, detail text not null,
    at text not null, counter integer not null, previous blob not null, hash blob not null unique) strict;
CREATE TABLE audit_checkpoints (central text not null, office text not null, device text not null, actor text not null,
    size integer not null, root blob not null, signature blob not null, at text not null,
    primary key (central, size)) strict;
CREATE TABLE audit_tree (central text not null, office text not null, device text not null, actor text not null,
    size integer not null, peaks blob not null,
    primary key (central)) strict;
CREATE TABLE print_orders (central text not null, office text not null, device text not null, actor text not null,
    number integer not null,
    kind text not null, subject text not null, language text not null,
    state text not null check (state in ('waiting', 'handed', 'out', 'dropped')),
    copy integer not null, reason text, ordered_at text not null, counter integer not null,
    primary key (central, number)) strict;
INSERT INTO store_schema VALUES(1,'2026-11-22T08:00:00.000000Z');
INSERT INTO store_schema VALUES(2,'2026-11-22T08:00:00.000000Z');
INSERT INTO store_schema VALUES(3,'2026-11-22T08:00:00.000000Z');
INSERT INTO counters VALUES('','','','program','acts',10);
INSERT INTO settings VALUES('ministry','office-7','device-3','citizen','a setting','1');
INSERT INTO device_keys VALUES('','','','program',X'ec6a0b279904858ca9ca1826d77675e6529c3413f9678a2a4c69884d162f921d','2026-11-22T08:00:00.000000Z');
INSERT INTO forms VALUES('ministry','office-7','device-3','citizen','claim','1','b35a62c8b6ae6d30','Claim','md5:0',X'3c666f726d3e6f6e653c2f666f726d3e','current','2026-11-22T08:00:00.000000Z',2);
INSERT INTO data_keys VALUES('ministry','office-7','device-3','citizen','uuid:3','',X'31afc8013e14d1c5789bfd8ca81258e4c53fd461c226b7e18faa50acb245dbc7');
INSERT INTO drafts VALUES('ministry','office-7','device-3','citizen','uuid:3','claim','1','b35a62c8b6ae6d30','684898025379664016','kiosk','59799df0-ef2c-4a82-844e-5188b8d9b008','2026-11-22T08:00:00.000000Z','2026-11-22T08:00:00.000000Z',9,'fa','',X'0f91be133d4ada8f64bbf716c3e021728fc841b2e6332babf0f31d286f37c4c438bce5749c43cdbf18532b13f1');
INSERT INTO submissions VALUES('ministry','office-7','device-3','citizen','uuid:1','claim','1','b35a62c8b6ae6d30','444389111271950544','44438911127195054','fa','2026-11-22T08:00:00.000000Z',4,'9fc88737110d8cfdb3732dcd276f14c2981992315c4a36d07ea787e4717a92d6',X'0b473c6bb1714a88a86b89ecf751a18627cb8d924b45a56f1e5800c374c76e5d3463935da726729f427eb912af3fa0eaa87315d991e91fe0dac4a2ec1c9f320e',16,'submitted','stored',null,1,null,'2026-11-22T08:00:00.000000Z');
INSERT INTO submissions VALUES('ministry','office-7','device-3','citizen','uuid:2','claim','1','b35a62c8b6ae6d30','186332632220189976','18633263222018997','fa','2026-11-22T08:00:00.000000Z',8,'f83f8cc0cff805c99ccbd02bc2ae0529e1f0ade209311e5d80ca9bd5f0158334',X'217649894e45f3a65f717a8f5c580611324b0f4a3f345e2c3b33ff9dc3a982fdb162d592494d4380801aa40819a1a5ec70a6fb9158ed4d98d616b46cfd1cc803',16,'complete',null,null,0,null,null);
INSERT INTO payloads VALUES('ministry','office-7','device-3','citizen','uuid:1','Ali''s claim',X'3c646174613e6f6e653c2f646174613e');
INSERT INTO payloads VALUES('ministry','office-7','device-3','citizen','uuid:2','Ali''s claim',X'3c646174613e74776f3c2f646174613e');
INSERT INTO attempts VALUES('ministry','office-7','device-3','citizen','uuid:1',1,'2026-11-22T08:00:00.000000Z',5,'2026-11-22T08:00:00.000000Z','stored',null);
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',1,'form.install','claim 1','b35a62c8b6ae6d30','2026-11-22T08:00:00.000000Z',2,X'0000000000000000000000000000000000000000000000000000000000000000',X'bedd21840a3d87c67b29fcb3a15da084deba08a73dd85f5b67ea62e11d3e9301');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',2,'draft.begin','uuid:1','claim','2026-11-22T08:00:00.000000Z',3,X'bedd21840a3d87c67b29fcb3a15da084deba08a73dd85f5b67ea62e11d3e9301',X'65294c3049e6842b91cdb752c40fd4b611a7529d4ca7e19ba3c4e59e2fa5d5fe');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',3,'submission.finalise','uuid:1','claim 1 9fc88737110d8cfdb3732dcd276f14c2981992315c4a36d07ea787e4717a92d6','2026-11-22T08:00:00.000000Z',4,X'65294c3049e6842b91cdb752c40fd4b611a7529d4ca7e19ba3c4e59e2fa5d5fe',X'260c831d64ef54875ef07f99fa07003bec30c54107232d678d81211ec7253e57');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',4,'submission.submitted','uuid:1','stored','2026-11-22T08:00:00.000000Z',6,X'260c831d64ef54875ef07f99fa07003bec30c54107232d678d81211ec7253e57',X'7163b6be5a8a3ed589d4da7cc337a0515de93cd11a48b728d43737f580dfa646');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',5,'draft.begin','uuid:2','claim','2026-11-22T08:00:00.000000Z',7,X'7163b6be5a8a3ed589d4da7cc337a0515de93cd11a48b728d43737f580dfa646',X'df3fdc3aef053146c9e53342fe620bcefd2f63ddef75e245a1259e4810dc9559');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',6,'submission.finalise','uuid:2','claim 1 f83f8cc0cff805c99ccbd02bc2ae0529e1f0ade209311e5d80ca9bd5f0158334','2026-11-22T08:00:00.000000Z',8,X'df3fdc3aef053146c9e53342fe620bcefd2f63ddef75e245a1259e4810dc9559',X'4201a4dfa6ca35e123c0b5ac0c74eb795d540179ef20c48d2186b8565ec02ab9');
INSERT INTO audit VALUES('ministry','office-7','device-3','citizen',7,'draft.begin','uuid:3','claim','2026-11-22T08:00:00.000000Z',9,X'4201a4dfa6ca35e123c0b5ac0c74eb795d540179ef20c48d2186b8565ec02ab9',X'51867961ee2a875136f2dcc05da13a7abdf0e36864cfbbf7e05f9326966b934b');
INSERT INTO audit_checkpoints VALUES('ministry','office-7','device-3','citizen',3,X'a4cc93f0ba11e56b157611f7382f4dde33484ffe1479761279ff0b83ef8030d3',X'd678d0c77ab7970d72fd01a4a795f3957876b365f1d9ab46d967a2c9920dca1a663d1254e8ed51459f6cc2a7b8bac71be61bae091ccad933e47533437daf3b04','2026-11-22T08:00:00.000000Z');
INSERT INTO audit_checkpoints VALUES('ministry','office-7','device-3','citizen',6,X'14312e88275facbbbe604f802f12436c3460216eeeb83a0a51306260108c341c',X'a016b5617fc55cdffd6aff9bb73bc6ec4f4c22c75ed923c842c6d7331c1446c6ec949d8e284c16f2bf58039d318a58c02942c3da90bb53b8d5a4e8eb845db901','2026-11-22T08:00:00.000000Z');
INSERT INTO audit_tree VALUES('','office-7','device-3','citizen',6,X'90d0ceb060a6e8a6c0699a08a111df6c2fba696c8eb84ba319067c033828cf09d07eca20d5d9b8c8a2405656715fa4dff96f97efc2ab5d86876e8b51884e28c2');
CREATE UNIQUE INDEX forms_current on forms (central, form_id) where state = 'current';
CREATE INDEX form_media_content on form_media (sha256);
CREATE INDEX drafts_form on drafts (central, form_id, version, edition);
CREATE UNIQUE INDEX submissions_order on submissions (counter);
CREATE INDEX submissions_status on submissions (status, counter);
CREATE INDEX submissions_code on submissions (code);
CREATE INDEX submissions_form on submissions (central, form_id, version, edition) where status <> 'submitted';
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
CREATE INDEX cases_code on cases (code);
CREATE TRIGGER audit_is_append_only_update before update on audit
    begin select raise(abort, 'the audit log only grows'); end;
CREATE TRIGGER audit_is_append_only_delete before delete on audit
    begin select raise(abort, 'the audit log only grows'); end;
CREATE UNIQUE INDEX audit_checkpoints_size on audit_checkpoints (size);
CREATE TRIGGER audit_checkpoints_are_append_only_update before update on audit_checkpoints
    begin select raise(abort, 'checkpoints only grow'); end;
CREATE TRIGGER audit_checkpoints_are_append_only_delete before delete on audit_checkpoints
    begin select raise(abort, 'checkpoints only grow'); end;
CREATE UNIQUE INDEX print_orders_number on print_orders (number);
CREATE INDEX print_orders_open on print_orders (number) where state in ('waiting', 'handed');
CREATE INDEX print_orders_copies on print_orders (central, kind, subject, copy);
