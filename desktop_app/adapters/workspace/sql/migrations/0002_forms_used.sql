-- The forms used last are asked for at every visit of the catalogue, also with a million disclosures.
create index item_by_form on item (form, updated_at);
