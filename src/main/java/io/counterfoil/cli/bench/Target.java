package io.counterfoil.cli.bench;

import java.net.URI;
import java.nio.file.Path;

/// The server under load, and what its callers need.
///
/// @param data its data directory, on this machine
/// @param pid its process
/// @param depositorKey an API key that may preserve
/// @param issuerKey an API key that may issue for the sample's seller
/// @param invoice a valid UBL invoice in which `@NUMBER@` stands for its number
public record Target(
        URI base, Path data, long pid, String depositorKey, String issuerKey, String invoice) {}
