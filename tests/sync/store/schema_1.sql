-- A store of schema 1, as the program wrote it; the migrations are proved on it.
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
insert into store_schema values (1, '2026-11-22T08:00:00.000000Z');
insert into counters values ('', '', '', 'program', 'acts', 10);
insert into settings values ('ministry', 'office-7', 'device-3', 'citizen', 'receipt.copies', '1');
insert into device_keys values ('', '', '', 'program', X'DC6402FF1CA2F1030940D7C92C317F030D39255BA5FE8A0EF21F87191EBFBF47', '2026-11-22T08:00:00.000000Z');
insert into forms values ('ministry', 'office-7', 'device-3', 'citizen', 'claim', '1', '420374a948278402', 'Claim', 'md5:0', X'3C666F726D2F3E', 'current', '2026-11-22T08:00:00.000000Z', 2);
insert into data_keys values ('ministry', 'office-7', 'device-3', 'citizen', 'uuid:3', '', X'2429540FC4916BE35C2B66D307F3A0C86EC7E862E356A92BF47EB8F556F1A256');
insert into drafts values ('ministry', 'office-7', 'device-3', 'citizen', 'uuid:3', 'claim', '1', '420374a948278402', '684898025379664016', 'desk', '80d323ce-2e5c-4c00-8886-21de192bba41', '2026-11-22T08:00:00.000000Z', '2026-11-22T08:00:00.000000Z', 9, 'fa', '', X'9A273EED5466C5D38AC2DE9447D49C478C871F070B6BC1DBA6E782A73B3BFFD85C44C1F1E6AE89EDEF55A68D6D');
insert into submissions values ('ministry', 'office-7', 'device-3', 'citizen', 'uuid:1', 'claim', '1', '420374a948278402', '444389111271950544', '44438911127195054', 'fa', '2026-11-22T08:00:00.000000Z', 4, '9fc88737110d8cfdb3732dcd276f14c2981992315c4a36d07ea787e4717a92d6', X'0084AACB035CE96C16370B0C83E5AA08FEEBFE356180698FC4F23ADD62EA41D035167F8CC1330A6D16B6ABD9DC3C1BB9F81CAE5A08E55F5B6F1232A3349E920B', 16, 'submitted', 'stored', NULL, 1, NULL, '2026-11-22T08:00:00.000000Z');
insert into submissions values ('ministry', 'office-7', 'device-3', 'citizen', 'uuid:2', 'claim', '1', '420374a948278402', '186332632220189976', '18633263222018997', 'fa', '2026-11-22T08:00:00.000000Z', 8, 'f83f8cc0cff805c99ccbd02bc2ae0529e1f0ade209311e5d80ca9bd5f0158334', X'47AC341C1F24961C420BCFF7EC3F7BCA33F770A588A5BA4EB9B19228F45F775D06BA5F2DF22567014957E9D06983FA4F168E2598123787C23CFF680CE801F707', 16, 'complete', NULL, NULL, 0, NULL, NULL);
insert into payloads values ('ministry', 'office-7', 'device-3', 'citizen', 'uuid:1', 'Ali''s claim', X'3C646174613E6F6E653C2F646174613E');
insert into payloads values ('ministry', 'office-7', 'device-3', 'citizen', 'uuid:2', 'Ali''s claim', X'3C646174613E74776F3C2F646174613E');
insert into attempts values ('ministry', 'office-7', 'device-3', 'citizen', 'uuid:1', 1, '2026-11-22T08:00:00.000000Z', 5, '2026-11-22T08:00:00.000000Z', 'stored', NULL);
insert into audit values ('ministry', 'office-7', 'device-3', 'citizen', 1, 'form.install', 'claim 1', '420374a948278402', '2026-11-22T08:00:00.000000Z', 2, X'0000000000000000000000000000000000000000000000000000000000000000', X'43E9CF02B1C0E5058FFEB4E07A46E1B54AD8C29358B03EC9DDBE3C5381B781A2');
insert into audit values ('ministry', 'office-7', 'device-3', 'citizen', 2, 'draft.begin', 'uuid:1', 'claim', '2026-11-22T08:00:00.000000Z', 3, X'43E9CF02B1C0E5058FFEB4E07A46E1B54AD8C29358B03EC9DDBE3C5381B781A2', X'64E621944C605769C7F5C5378CBE8DF0199A34B69FAA102A030EB23B2CDEEF49');
insert into audit values ('ministry', 'office-7', 'device-3', 'citizen', 3, 'submission.finalise', 'uuid:1', 'claim 1 9fc88737110d8cfdb3732dcd276f14c2981992315c4a36d07ea787e4717a92d6', '2026-11-22T08:00:00.000000Z', 4, X'64E621944C605769C7F5C5378CBE8DF0199A34B69FAA102A030EB23B2CDEEF49', X'EEEC032776BDE130688893C296F0E9B5A56712CFC2DCBE1AD25C07D3AAAA6384');
insert into audit values ('ministry', 'office-7', 'device-3', 'citizen', 4, 'submission.submitted', 'uuid:1', 'stored', '2026-11-22T08:00:00.000000Z', 6, X'EEEC032776BDE130688893C296F0E9B5A56712CFC2DCBE1AD25C07D3AAAA6384', X'68DACE7C8CDBE969E0ADC5E8EC28701AE3BD5FCD6B82971007BFBD238730BBB8');
insert into audit values ('ministry', 'office-7', 'device-3', 'citizen', 5, 'draft.begin', 'uuid:2', 'claim', '2026-11-22T08:00:00.000000Z', 7, X'68DACE7C8CDBE969E0ADC5E8EC28701AE3BD5FCD6B82971007BFBD238730BBB8', X'9CAF40153F7CC9AA51D664F3C830A6FA0D8E08FF7E0312707B8F74D947CC09E1');
insert into audit values ('ministry', 'office-7', 'device-3', 'citizen', 6, 'submission.finalise', 'uuid:2', 'claim 1 f83f8cc0cff805c99ccbd02bc2ae0529e1f0ade209311e5d80ca9bd5f0158334', '2026-11-22T08:00:00.000000Z', 8, X'9CAF40153F7CC9AA51D664F3C830A6FA0D8E08FF7E0312707B8F74D947CC09E1', X'50B34EC50D19B2810BA97DB6CC9BABF95B00E1AB24AA655E7172A5BA91EBE67E');
insert into audit values ('ministry', 'office-7', 'device-3', 'citizen', 7, 'draft.begin', 'uuid:3', 'claim', '2026-11-22T08:00:00.000000Z', 9, X'50B34EC50D19B2810BA97DB6CC9BABF95B00E1AB24AA655E7172A5BA91EBE67E', X'7B4DFF0673B3CECB621930B5562AEAE0019206BC9DD26382AEA472546DC05BF7');
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
