-- Shops whose changed records are named by the webhooks of a source: how far those were heard.
create table shop_hints (
    shop text primary key,
    source text not null,
    position uuid not null
);
