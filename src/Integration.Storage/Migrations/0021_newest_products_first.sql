-- Lists of collected products, of one platform or all, show the newest first.
create index collected_products_newest on collected_products (created_at, platform, product_id);
create index collected_products_newest_of on collected_products (platform, created_at, product_id);
