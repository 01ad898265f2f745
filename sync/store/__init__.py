"""The local truth: forms, drafts, attachments, submissions, cases, staff and audit, encrypted, on one disk.

Open it once in a process with `Store.open(folder, key, clock)`; give every other thread `store.for_thread()`.

    store.forms        install, current, get, xform, media, withdraw, sweep
    store.drafts       begin, save, get, savepoint, kept, give_up, interrupted, reopen, sweep
    store.attachments  add, read, of, remove
    store.submissions  finalise, get, xml, next_due, pending, begin_attempt, acknowledge, refuse, desk
    store.cases        upsert, by_code
    store.audit        rows, verify
    store.staff        set_pin, enter, everyone
    store.settings     get, put
    store.device       key_id, public_key, sign
"""
