/// Signatures, digests, verifiable random functions, encryption, time-stamps and evidence records.
///
/// Bouncy Castle stays inside: no type of it appears in a public signature, and nothing depends on
/// the order of security providers. Signatures use its lightweight classes, which are several times
/// faster here than the JDK's; SHA-256 and AES use the JDK's, which are compiled to machine
/// instructions.
@NullMarked
package io.counterfoil.crypto;

import org.jspecify.annotations.NullMarked;
