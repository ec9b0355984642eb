package io.counterfoil.platform.record;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.UUID;

/// A promised record as intake keeps it.
///
/// @param seq order of insertion
/// @param log number of the log it was sent to
/// @param digest SHA-256 of the document
/// @param lookup whether it is found by its digest
/// @param content whether the vault holds the document
/// @param entry the entry's bytes
/// @param manifest the sealed manifest
/// @param dataKey the record's key, wrapped by its tenant's
public record StoredRecord(
        long seq,
        UUID id,
        int log,
        UUID tenant,
        Instant receivedAt,
        Buffer digest,
        boolean lookup,
        boolean content,
        Buffer entry,
        Buffer manifest,
        Buffer dataKey) {}
