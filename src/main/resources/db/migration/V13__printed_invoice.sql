-- The PDFs of invoices, by their bytes: as they were printed here, or handed in with the XML inside. Owner: intake.

create table printed_invoice (
    -- SHA-256 of the PDF.
    digest bytea primary key,
    invoice uuid not null
);
