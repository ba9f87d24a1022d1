-- By which account a product was collected last: what one account sees is not as good as asked for by another. Null until it is
-- collected again.
alter table collected_products add column account text;
