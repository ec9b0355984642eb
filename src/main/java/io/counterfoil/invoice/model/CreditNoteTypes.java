package io.counterfoil.invoice.model;

import java.util.Set;

/// The document types (UNTDID 1001) that EN 16931 counts as credit notes; UBL has a root of its own
/// for them.
final class CreditNoteTypes {
    static final Set<String> CODES =
            Set.of(
                    "81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502",
                    "503", "532");

    private CreditNoteTypes() {}
}
