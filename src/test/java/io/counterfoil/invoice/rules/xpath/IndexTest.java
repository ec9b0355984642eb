package io.counterfoil.invoice.rules.xpath;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.UnreadableInvoice;
import io.counterfoil.invoice.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is decided once for all documents of a shape.
class IndexTest {

    private static final String LINE = "<line unit='m'><id>1</id></line>";

    private static final Vocabulary VOCABULARY = new Vocabulary();
    private static final Scope SCOPE = new Scope(name -> name, VOCABULARY);

    @Test
    void documentsOfAShapeMayDifferInTextsAndInHowManyLinesTheyHave() throws Exception {
        assertThat(shape(LINE + LINE)).isEqualTo(shape(LINE + LINE.replace(">1<", ">2<") + LINE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LINE,
                LINE + "<line unit='m'><id>1</id><id>1</id></line>",
                LINE + "<line unit='m'><id>1</id><note>1</note></line>",
                LINE + "<line unit='m'><id> </id></line>",
                LINE + "<line unit='m'><id><id>1</id></id></line>",
                LINE + "<line><id>1</id></line>",
                LINE + "<line unit='m'/>",
                LINE + "<line unit='m'><id unit='m'>1</id></line>",
            })
    void aDocumentWithAnotherPlaceOrWithMoreOrLessAtAPlaceIsOfAnotherShape(String lines)
            throws Exception {
        assertThat(shape(lines)).isNotEqualTo(shape(LINE + LINE));
    }

    @Test
    void aDocumentWithVeryManyPlacesHasNoShape() throws Exception {
        assertThat(shape(names(Outline.PLACES_MAX - 1))).isPresent();
        assertThat(shape(names(Outline.PLACES_MAX))).isEmpty();
    }

    @Test
    void aDocumentWithVeryManyAttributesHasNoShape() throws Exception {
        assertThat(shape("<a%s/>".formatted(attributes(Outline.ATTRIBUTES_MAX)))).isPresent();
        assertThat(shape("<a%s/>".formatted(attributes(Outline.ATTRIBUTES_MAX + 1)))).isEmpty();
    }

    @Test
    void thePlacesTellWhatAPatternGives() throws Exception {
        var document = index(LINE + "<group><line/></group><line unit='m'/>");
        assertThat(places(document, "line")).containsExactly("1 5", "4");
        assertThat(places(document, "/document/line")).containsExactly("1 5");
        assertThat(places(document, "line[@unit]")).containsExactly("1 5");
        assertThat(reach(document, "line[id]").orElseThrow().exact()).isFalse();
        assertThat(reach(document, "line/@unit")).isEmpty();
    }

    private static List<String> places(Index document, String pattern) {
        var reach = reach(document, pattern).orElseThrow();
        assertThat(reach.exact()).isTrue();
        return reach.places().stream()
                .map(place ->
                        document.at(place).stream()
                                .map(element -> Integer.toString(element.number()))
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    private static Optional<Index.Reach> reach(Index document, String pattern) {
        return document.reach(SCOPE.pattern(pattern), SCOPE.subjects(pattern));
    }

    private static String names(int count) {
        return IntStream.range(0, count)
                .mapToObj("<n%d/>"::formatted)
                .collect(Collectors.joining());
    }

    private static String attributes(int count) {
        return IntStream.range(0, count)
                .mapToObj(" a%d=''"::formatted)
                .collect(Collectors.joining());
    }

    private static Optional<Index.Shape> shape(String content) throws UnreadableInvoice {
        return index(content).shape();
    }

    private static Index index(String content) throws UnreadableInvoice {
        var xml = "<document>" + content + "</document>";
        return new Index(XmlReader.read(xml.getBytes(StandardCharsets.UTF_8)), VOCABULARY);
    }
}
