package io.counterfoil.intake;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;

/// One row of the table `record`, ready to be inserted.
///
/// @param receivedAt milliseconds since 1970, as in the entry
/// @param digest SHA-256 of the document
/// @param lookup whether the record is found by its digest
/// @param invoice whether it is an invoice, whose intention must still be there
/// @param content whether the vault holds the document
/// @param entry the entry's bytes
/// @param manifest the sealed manifest
/// @param dataKey the record's key, wrapped
record Filed(
        UUID id,
        UUID tenant,
        long receivedAt,
        Buffer digest,
        boolean lookup,
        boolean invoice,
        boolean content,
        Buffer entry,
        Buffer manifest,
        Buffer dataKey) {}
