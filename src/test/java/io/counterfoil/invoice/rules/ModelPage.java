package io.counterfoil.invoice.rules;

import io.counterfoil.invoice.model.Identifier;
import io.counterfoil.invoice.model.Invoice;
import io.counterfoil.invoice.model.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/// The members of an invoice in JSON, as a page: made from the model itself, so that it cannot lie.
final class ModelPage {

    private final StringBuilder page = new StringBuilder();

    private ModelPage() {}

    /// The page, in Markdown.
    static String print() {
        return new ModelPage().write();
    }

    private String write() {
        page.append(
                """
                # An invoice as JSON

                Generated from the model (`ModelPageTest` fails when this page is stale). `POST /v1/invoices` takes an invoice in this form
                (`Content-Type: application/json`), `GET /v1/invoices/{id}` gives every invoice in it (`Accept: application/json`), whatever syntax it came
                in. The members are the terms of EN 16931; what the rules demand of them is not asked here but when the invoice is checked.

                - `model` comes first and may be left out: `"%s"`. Another one is refused.
                - An amount, a percentage and a quantity is a decimal in a string, `"119.00"`: most readers of JSON make a binary fraction of a
                  number. A number is taken, too, and kept as it is written.
                - A day is `"2026-11-21"`. A code is written as its list has it. What is absent has no member.
                - `[]` is a list. An unknown member is refused by its name, and so is one that stands twice.

                """
                        .formatted(Invoice.MODEL));
        page.append("```json\n").append(sample()).append("```\n\n");
        page.append("| member | term | what it is | value |\n|---|---|---|---|\n");
        page.append("| `model` | | the model and its edition | text |\n");
        members(ModelMember.all(), "");
        return page.toString();
    }

    private static String sample() {
        try (var in = Objects.requireNonNull(Validator.class.getResourceAsStream("invoice.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private void members(List<ModelMember> members, String path) {
        for (var member : members) {
            var place = path + member.name() + (member.isList() ? "[]" : "");
            var value = member.members().isEmpty() ? value(member.type()) : "";
            page.append(
                    "| `%s` | %s | %s | %s |\n"
                            .formatted(
                                    place,
                                    String.join(" ", member.terms()),
                                    member.title(),
                                    value));
            members(member.members(), place + ".");
        }
    }

    private static String value(Class<?> type) {
        if (type == BigDecimal.class) {
            return "decimal";
        }
        if (type == LocalDate.class) {
            return "day";
        }
        if (type == Identifier.class) {
            return "`value`, and its `scheme`";
        }
        if (type == Quantity.class) {
            return "`value`, a decimal, and its `unit`";
        }
        return "text";
    }
}
