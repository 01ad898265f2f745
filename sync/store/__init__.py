"""The local truth: forms, drafts, attachments, submissions, cases, staff and audit, encrypted, on one disk.

Open it once in a process with `Store.open(folder, key, clock)`; give every other thread `store.for_thread()`.

    store.forms        add_media, install, current, get, xform, media, withdraw, sweep
    store.drafts       begin, save, get, savepoint, kept, give_up, interrupted, reopen, sweep
    store.attachments  add, open, of, remove
    store.submissions  finalise, get, xml, by_code
    store.queue        next_due, pending, backlog, begin_attempt, attempts, acknowledge, refuse
    store.retention    due, shred
    store.desk         page, search
    store.cases        upsert, by_code
    store.corrections  begin, of, waited_for
    store.audit        rows, verify
    store.checkpoints  add, newest
    store.staff        set_pin, enter, everyone
    store.prints       order, hand_over, came_out, take_back, drop, open
    store.reports      freeze, newest
    store.settings     get, put
    store.private_keys get
    store.device       key_id, public_key, private_key, sign
"""

from sync.store.store import Store

__all__ = ["Store"]
