package io.counterfoil.invoice.rules.schema;

import io.counterfoil.invoice.xml.Element;

/// Which documents a schema certainly accepts.
///
/// It never accepts what the schema refuses. What it does not know (wildcards, `xsi:type`, rare
/// ways to write a value) it does not accept either: then a full validator must decide, and say
/// what is wrong. `GrammarTest` holds it against one.
public final class Grammar {

    private final String root;
    private final Type type;

    private Grammar(String root, Type type) {
        this.root = root;
        this.type = type;
    }

    /// The grammar of the documents whose root has that name, `ubl:Invoice`.
    ///
    /// @param table the schema's table in the jar, `ubl-invoice-2.1.tsv`
    public static Grammar of(String table, String root) {
        return new Grammar(root, SchemaTable.read(table).element(root));
    }

    /// What the root may hold.
    Type type() {
        return type;
    }

    /// Tells whether the schema certainly accepts a document.
    public boolean accepts(Element document) {
        return document.name().equals(root) && type().accepts(document);
    }
}
