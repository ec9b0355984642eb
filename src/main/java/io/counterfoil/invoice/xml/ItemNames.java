package io.counterfoil.invoice.xml;

import static io.counterfoil.invoice.xml.Values.attribute;
import static io.counterfoil.invoice.xml.Values.identifier;
import static io.counterfoil.invoice.xml.Values.text;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.model.Groups;
import io.counterfoil.invoice.model.Item;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a syntax keeps what is said of an item.
///
/// @param property the element of one property, which its name and value stand in
public record ItemNames(
        String name,
        String description,
        String sellersId,
        String buyersId,
        String standardId,
        String classification,
        String originCountry,
        String property,
        String propertyName,
        String propertyValue) {

    /// The item in an element.
    public Item read(@Nullable Element item) throws UnreadableInvoice {
        if (item == null) {
            return Item.UNKNOWN;
        }
        return new Item(
                text(item, name),
                text(item, description),
                text(item, sellersId),
                text(item, buyersId),
                identifier(item, standardId),
                classifications(item),
                text(item, originCountry),
                properties(item));
    }

    private List<Item.Classification> classifications(Element item) {
        var found = new ArrayList<Item.Classification>();
        for (var element : item.all(Path.of(classification))) {
            var code = text(element);
            if (code != null) {
                found.add(
                        new Item.Classification(
                                code,
                                attribute(element, "listID"),
                                attribute(element, "listVersionID")));
            }
        }
        return found;
    }

    private List<Item.Attribute> properties(Element item) throws UnreadableInvoice {
        var found = new ArrayList<Item.Attribute>();
        for (var element : item.children(property)) {
            var attribute =
                    Groups.orNull(
                            new Item.Attribute(
                                    text(element, propertyName), text(element, propertyValue)));
            if (attribute != null) {
                found.add(attribute);
            }
        }
        return found;
    }
}
