-- Times in a row that the platform refused to tell the order: apart from looks, which say that there was no package yet.
alter table enrichment_tasks add column refusals int not null default 0;
