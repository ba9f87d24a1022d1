-- When a product was last written at its platform through this hub: what was collected before is not as new as asked for. Null
-- where it was not.
alter table collected_products add column written_at timestamptz;
