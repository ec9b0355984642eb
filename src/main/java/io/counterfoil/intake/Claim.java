package io.counterfoil.intake;

import io.vertx.core.buffer.Buffer;

/// An Idempotency-Key that a request wants for itself.
///
/// @param key SHA-256 over tenant, operation and key
/// @param request SHA-256 over what is asked
/// @param answer what will be answered, and again to whoever repeats the request
record Claim(Buffer key, Buffer request, Answer answer) {}
