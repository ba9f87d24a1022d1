-- Local edits of synced products, and conflicts between them and the platform (P10). Values are JSON that nobody searches: text.

alter table products
    -- Whether it has local edits: a page asks for those of no other product.
    add column edited boolean not null default false,
    -- Raised by each change of their values: what If-Match compares.
    add column edits_version bigint not null default 0;

-- The grain of a shop's policy is the only writer.
create table conflict_policies (
    shop text primary key,
    policy text not null,
    version bigint not null,
    updated_at timestamptz not null
);

-- One field that was edited here and of which the platform's list does not tell the same yet.
create table product_edits (
    shop text not null,
    product text not null,
    -- 0 title, 1 price, 2 stock
    field smallint not null,
    -- The platform's id of the variant; empty for the product itself.
    variant text not null default '',
    local text not null,
    -- What both sides last had in common; null where the platform told none.
    base text,
    -- What the platform had before our last write: a list that still tells it is late, and tells no change.
    before_write text,
    -- 0 owed, 1 conflict, 2 written, 3 failed
    state smallint not null,
    -- Raised by each change of the local value: what a write of an older one says does not hold for it.
    revision bigint not null default 1,
    -- Whether it was compared with what the platform had after the edit.
    compared boolean not null,
    conflict_id uuid,
    edited_at timestamptz not null,
    edited_by text not null,
    due_at timestamptz not null,
    attempts int not null default 0,
    -- Who writes it now, and until when at the longest: it frees itself where a writer died.
    claim uuid,
    locked_until timestamptz,
    written_at timestamptz,
    error text,
    primary key (shop, product, field, variant)
);
create index product_edits_owed on product_edits (due_at) where state = 0;
create index product_edits_written on product_edits (written_at) where state = 2;

create table conflicts (
    id uuid primary key,
    shop text not null,
    product text not null,
    field smallint not null,
    variant text not null,
    base text,
    local text not null,
    remote text not null,
    -- 0 by hand, 1 remote wins, 2 local wins, 3 newest wins, 4 owner of the field
    policy smallint not null,
    -- 0 open, 1 decided, 2 settled, 3 obsolete
    state smallint not null,
    -- 0 local, 1 remote, 2 another value
    taken smallint,
    value text,
    edited_at timestamptz not null,
    edited_by text not null,
    remote_at timestamptz not null,
    decided_by text,
    version bigint not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    ended_at timestamptz,
    written_at timestamptz,
    write_error text
);
-- One question a field at once.
create unique index conflicts_open on conflicts (shop, product, field, variant) where state = 0;
create index conflicts_shop on conflicts (shop, id);
create index conflicts_product on conflicts (product, id);
create index conflicts_state on conflicts (state, id);
create index conflicts_ended on conflicts (ended_at) where state > 0;
