/// Keeps documents, sealed, under the public id of their record (`docs/formats/vault.md`).
@NullMarked
package io.counterfoil.vault;

import org.jspecify.annotations.NullMarked;
