"""Migration 3: the print queue, an order a row; copies of receipts, counted among the settings before, go into it.

A row holds no document: the paper is made from what is recorded, again and the same. `copy` is 0 until the order was
given to a printer.
"""

_SCOPE = "central text not null, office text not null, device text not null, actor text not null"

THIRD = f"""
create table print_orders ({_SCOPE},
    number integer not null,
    kind text not null, subject text not null, language text not null,
    state text not null check (state in ('waiting', 'handed', 'out', 'dropped')),
    copy integer not null, reason text, ordered_at text not null, counter integer not null,
    primary key (central, number)) strict;
create unique index print_orders_number on print_orders (number);
create index print_orders_open on print_orders (number) where state in ('waiting', 'handed');
create index print_orders_copies on print_orders (central, kind, subject, copy);
insert into print_orders
    select s.central, s.office, s.device, s.actor, row_number() over (order by s.central, s.name), 'receipt',
        substr(s.name, length('receipt.copies ') + 1), coalesce(a.language, 'fa'), 'out', cast(s.value as integer),
        null, coalesce(a.finalised_at, '2026-01-01T00:00:00.000000Z'), 0
    from settings s
        left join submissions a on a.central = s.central and a.code = substr(s.name, length('receipt.copies ') + 1)
    where s.name like 'receipt.copies _%';
delete from settings where name like 'receipt.copies _%';
"""
