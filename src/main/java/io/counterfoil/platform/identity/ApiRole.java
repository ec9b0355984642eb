package io.counterfoil.platform.identity;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What an API key may do; each key has one.
public enum ApiRole {
    /// Issues invoices in the name of the tenant's sellers, and deposits.
    ISSUER,
    /// Preserves files and digests.
    DEPOSITOR,
    /// Asks the tax-authority endpoint.
    AUTHORITY,
    /// Reads all that its tenant has, changes nothing.
    AUDITOR,
    /// Makes tenants, keys and seller bindings.
    OPERATOR;

    /// The name in JSON, in the table and of the first key's file.
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The role of this name.
    public static Optional<ApiRole> ofKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }
}
