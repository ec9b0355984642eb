package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Quantity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/// The schema of an invoice in JSON, for `openapi.yaml`: made from the model itself.
final class ModelSchema {

    /// The line that the schema comes after.
    static final String MARK =
            "    # Made from the model, `ModelPageTest` writes it; keep it the last.";

    private static final String DECIMAL = "type: [string, number]";

    private final StringBuilder yaml = new StringBuilder(MARK).append('\n');

    private ModelSchema() {}

    /// The schema, in YAML, with its mark.
    static String print() {
        var schema = new ModelSchema();
        schema.line(4, "SemanticInvoice:");
        schema.line(6, "type: object");
        schema.line(6, "additionalProperties: false");
        schema.line(
                6,
                "description: An invoice in the model of EN 16931; amounts are decimals in strings, numbers are taken, too.");
        schema.line(6, "properties:");
        schema.line(8, "model: { type: string, const: \"%s\" }".formatted(Invoice.MODEL));
        schema.members(ModelMember.all(), 8);
        return schema.yaml.toString();
    }

    private void members(List<ModelMember> members, int indent) {
        for (var member : members) {
            if (!member.members().isEmpty()) {
                object(member, indent);
            } else if (member.isList()) {
                line(
                        indent,
                        "%s: { type: array, %sitems: { %s } }"
                                .formatted(member.name(), description(member), value(member)));
            } else {
                line(
                        indent,
                        "%s: { %s%s }"
                                .formatted(member.name(), description(member), value(member)));
            }
        }
    }

    private void object(ModelMember member, int indent) {
        line(indent, member.name() + ":");
        if (!member.terms().isEmpty()) {
            line(indent + 2, "description: " + text(member));
        }
        var inner = indent + 2;
        if (member.isList()) {
            line(inner, "type: array");
            line(inner, "items:");
            inner += 2;
        }
        line(inner, "type: object");
        line(inner, "additionalProperties: false");
        line(inner, "properties:");
        members(member.members(), inner + 2);
    }

    private static String description(ModelMember member) {
        return member.terms().isEmpty() ? "" : "description: \"%s\", ".formatted(text(member));
    }

    private static String text(ModelMember member) {
        return "%s %s".formatted(String.join(" ", member.terms()), member.title());
    }

    private static String value(ModelMember member) {
        var type = member.type();
        if (type == BigDecimal.class) {
            return DECIMAL;
        }
        if (type == LocalDate.class) {
            return "type: string, format: date";
        }
        if (type == Identifier.class) {
            return object("value: { type: string }, scheme: { type: string }");
        }
        if (type == Quantity.class) {
            return object("value: { %s }, unit: { type: string }".formatted(DECIMAL));
        }
        return "type: string";
    }

    private static String object(String properties) {
        return "type: object, additionalProperties: false, properties: { %s }"
                .formatted(properties);
    }

    private void line(int indent, String text) {
        yaml.repeat(' ', indent).append(text).append('\n');
    }
}
