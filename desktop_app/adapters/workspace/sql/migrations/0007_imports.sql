-- How an office's columns were matched to a form's fields, and lists of disclosures that were made together.
create table import_match (
    office  text not null,
    form    text not null,
    heading text not null, -- without blanks and marks
    target  text not null, -- a field, or table.column; empty: not to be taken
    primary key (office, form, heading)
);

create table batch (
    id      text primary key,
    made_at text not null,
    content text not null -- JSON: name, form, the file's name, ids of the disclosures in the list's order
);
