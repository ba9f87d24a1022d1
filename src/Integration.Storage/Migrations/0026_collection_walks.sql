-- A collection's way through a shop's list, which may be longer than the platform lets anybody page.

alter table collections add column listing_walk text;
