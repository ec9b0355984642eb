package io.counterfoil.invoice.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.counterfoil.invoice.Corpus;
import io.counterfoil.invoice.OwnInvoices;
import io.counterfoil.invoice.Scrambler;
import io.counterfoil.invoice.UnreadableInvoice;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The plain reader gives the full parser's tree or steps aside; it never reads what the full
/// parser refuses.
class PlainXmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<a/>",
                "<a b='1' c=\"2\"/>",
                "<a b='&lt;&amp;\"'>x &gt; y</a >",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- c -->\r\n<a>\r\n <b>1\r\n2</b>\r\n</a>\r\n",
                "<a>t<b/>u<c/> </a>",
                "<p:a xmlns:p='u' xmlns='d' p:x='1' x='2'><b/><p:b/></p:a>",
                "<a xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:schemaLocation='x y' i:nil='true'/>",
                "<a>Köln 龘 𠮷</a>",
                "<a><!-- c --><b> </b><!-- d --></a>",
                "<a> <!-- c --> <!-- d --> <b/> x<b/> <!-- e --> </a>",
                "<a\n  b='1'\n  ><b\n/></a>"
            })
    void readsWhatIsUsual(String xml) throws Exception {
        var bytes = xml.getBytes(StandardCharsets.UTF_8);

        assertThat(PlainXml.read(bytes, Limits.DEFAULT)).isNotNull();
        assertSame(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "<a",
                "<a>",
                "<a></b>",
                "<a b='1' b='2'/>",
                "<a b=1/>",
                "<a b='<'/>",
                "<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>",
                "<p:a/>",
                "<a:b:c xmlns:a='u'/>",
                "<a>]]></a>",
                "<a>&b;</a>",
                "<a>&#65;</a>",
                "<a><![CDATA[x]]></a>",
                "<a><?b?></a>",
                "<!DOCTYPE a><a/>",
                "<a/><b/>",
                "<a/>x",
                "<a><!-- -- --></a>",
                "<a>x<!-- c -->y</a>",
                "<a><b/> <!-- c -->x</a>",
                "<a><b/> <!-- c -->x<b/></a>",
                "<a><b/><!-- c --> x<b/></a>",
                "<a>\u0001</a>",
                "<a>\uFFFE</a>",
                "<a><b xmlns='u'/></a>",
                "<?xml version=\"1.1\"?><a/>",
                "<?xml version=\"1.0\" encoding=\"UTF-16\"?><a/>",
                "<xmlns:a xmlns:xmlns='u'/>",
                "<a xmlns:p=''/>",
                "<-a/>",
                "<a:-b xmlns:a='u'/>",
                "<a xmlns:='u'/>",
                "<a xmlns:-p='u'/>",
                "<a xmlns:1='u'/>",
                "<a b:='c'/>",
                "<a :b='c'/>",
                "<a:/>",
                "<:a/>",
                "<:a xmlns='u'/>"
            })
    void leavesTheRestToTheFullParser(String xml) {
        assertThat(PlainXml.read(xml.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT)).isNull();
    }

    @Test
    void agreesOnScrambledInvoices() throws Exception {
        scramble(Stream.concat(OwnInvoices.in(true), OwnInvoices.in(false)).toList(), 5_000, 1);
    }

    @Tag("nightly")
    @Test
    void agreesOnTheCorporaAndOnAHundredThousandScrambledInvoices() throws Exception {
        var invoices =
                Corpus.invoices()
                        .map(Corpus.Case::bytes)
                        .filter(xml -> xml.length < 60_000)
                        .toList();
        for (var xml : invoices) {
            assertSame(xml);
        }
        scramble(invoices, 100_000, System.nanoTime());
    }

    private static void scramble(List<byte[]> originals, int count, long seed) throws Exception {
        var random = new Random(seed);
        var plain = 0;
        for (var i = 0; i < count; i++) {
            var xml = Scrambler.scrambled(originals.get(i % originals.size()), random);
            plain += assertSame(xml) ? 1 : 0;
        }
        assertThat(plain).as("seed %d", seed).isGreaterThan(count / 50);
    }

    /// Answers whether the plain reader read it.
    private static boolean assertSame(byte[] xml) throws UnreadableInvoice {
        var plain = PlainXml.read(xml, Limits.DEFAULT);
        if (plain == null) {
            return false;
        }
        var full = XmlReader.read(new ByteArrayInputStream(xml), Limits.DEFAULT);
        assertThat(print(plain)).as(new String(xml, StandardCharsets.UTF_8)).isEqualTo(print(full));
        return true;
    }

    private static String print(Element element) {
        var text = new StringBuilder();
        print(element, text);
        return text.toString();
    }

    private static void print(Element element, StringBuilder text) {
        text.append('<')
                .append(element.name())
                .append(' ')
                .append(element.written())
                .append(' ')
                .append(element.line())
                .append(new TreeMap<>(element.attributes()))
                .append('|')
                .append(element.text())
                .append('|');
        element.forEach(child -> print(child, text));
        text.append('>');
    }
}
