package io.counterfoil.kernel.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Sha256;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.kernel.note.KeyType;
import io.counterfoil.kernel.note.VerifierKey;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {

    @Test
    void evaluatesTheExampleOfTheSpecificationForEverySetOfWitnesses() {
        var policy =
                parse(
                        """
                        log %s
                        witness X1 %s
                        witness X2 %s
                        witness X3 %s
                        group X-witnesses 2 X1 X2 X3
                        witness Y1 %s
                        witness Y2 %s
                        witness Y3 %s
                        group Y-witnesses any Y1 Y2 Y3
                        group X-and-Y all X-witnesses Y-witnesses
                        quorum X-and-Y
                        """);
        for (int set = 0; set < 64; set++) {
            var cosigners = new HashSet<String>();
            for (int i = 0; i < 6; i++) {
                if (((set >>> i) & 1) == 1) {
                    cosigners.add((i < 3 ? "X" : "Y") + (i % 3 + 1));
                }
            }
            boolean expected = Integer.bitCount(set & 7) >= 2 && (set >>> 3) != 0;
            assertThat(policy.isMetBy(cosigners)).as(cosigners.toString()).isEqualTo(expected);
        }
    }

    @Test
    void aMemberCountsOnlyWithBothOfItsKeys() {
        var policy =
                parse(
                        """
                        log %s https://log.example/
                        witness tax-e %s
                        witness tax-m %s
                        group tax all tax-e tax-m
                        witness court-e %s https://court.example/
                        witness court-m %s
                        group court all court-e court-m
                        group consortium 1 tax court
                        quorum consortium
                        """);
        assertThat(policy.isMetBy(Set.of("tax-e", "court-m"))).isFalse();
        assertThat(policy.isMetBy(Set.of("tax-e", "tax-m"))).isTrue();
        assertThat(policy.isMetBy(Set.of("unknown"))).isFalse();
    }

    @Test
    void spacesTabsCommentsAndForeignOctetsAreAllowed() {
        String text =
                "# comment \u00e9\n\n \t log \t"
                        + key(0)
                        + "\t \n  # more\nwitness \u00ff "
                        + key(1)
                        + "\nquorum \u00ff\n";
        var policy = Policy.parse(text.getBytes(ISO_8859_1));
        assertThat(policy.quorum()).isEqualTo("\u00ff");
        assertThat(Policy.parse(policy.print())).isEqualTo(policy);
    }

    @Test
    void aKeyNameOutsideAsciiKeepsItsOctets() {
        var key =
                new VerifierKey(
                        new KeyName("größe.example"), KeyType.ED25519, Bytes.of(Sha256.of()));
        var policy = Policy.parse(("log " + key + "\nquorum none\n").getBytes(UTF_8));
        assertThat(policy.logKeys("größe.example")).containsExactly(key);
        assertThat(policy.print()).isEqualTo(("log " + key + "\nquorum none\n").getBytes(UTF_8));
    }

    @Test
    void holdsMoreThanTheThirtyTwoOfEachThatTheFormatAsksFor() {
        String text =
                IntStream.range(0, 64)
                                .mapToObj(i -> "log " + key(i) + "\n")
                                .collect(Collectors.joining())
                        + IntStream.range(0, 64)
                                .mapToObj(i -> "witness w" + i + " " + key(100 + i) + "\n")
                                .collect(Collectors.joining())
                        + IntStream.range(0, 64)
                                .mapToObj(i -> "group g" + i + " any w" + i + "\n")
                                .collect(Collectors.joining())
                        + "quorum g63\n";
        var policy = Policy.parse(text.getBytes(UTF_8));
        assertThat(policy.logs()).hasSize(64);
        assertThat(policy.isMetBy(Set.of("w63"))).isTrue();
        assertThat(Policy.parse(policy.print())).isEqualTo(policy);
    }

    @Test
    void quorumNoneAsksForNobody() {
        assertThat(parse("quorum none\n").isMetBy(Set.of())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "log %s\n",
                "quorum none",
                "quorum none\nquorum none\n",
                "quorum\n",
                "quorum none none\n",
                "quorum unknown\n",
                "quorum w\nwitness w %s\n",
                "witness none %s\nquorum none\n",
                "witness w %s\nwitness w %s\nquorum none\n",
                "witness w %s\ngroup w any w\nquorum none\n",
                "witness w %s\ngroup g 0 w\nquorum none\n",
                "witness w %s\ngroup g 2 w\nquorum none\n",
                "witness w %s\ngroup g 01 w\nquorum none\n",
                "witness w %s\ngroup g 4294967297 w\nquorum none\n",
                "witness w %s\ngroup g -1 w\nquorum none\n",
                "witness w %s\ngroup g some w\nquorum none\n",
                "witness w %s\ngroup g any\nquorum none\n",
                "witness w %s\ngroup g any w w\nquorum none\n",
                "witness w %s\ngroup g any g\nquorum none\n",
                "witness w %s\ngroup g any none\nquorum none\n",
                "group g any w\nwitness w %s\nquorum none\n",
                "witness w %s\ngroup g any w\ngroup h any w\nquorum none\n",
                "witness w %s\ngroup none any w\nquorum none\n",
                "witness w\nquorum none\n",
                "witness w notakey\nquorum none\n",
                "log\nquorum none\n",
                "log %s url more\nquorum none\n",
                "LOG %s\nquorum none\n",
                "quorum none\r\n",
                "quorum\u0000none\n",
                "quorum none\u007f\n",
            })
    void refusesWhatTheFormatForbids(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesOneKeyUnderTwoNames() {
        var first = VerifierKey.parse(key(1));
        var renamed = new VerifierKey(new KeyName("other"), first.type(), first.publicKey());
        var retyped =
                new VerifierKey(
                        new KeyName("other"), KeyType.COSIGNATURE_ED25519, first.publicKey());
        for (var twin : Set.of(renamed, retyped)) {
            assertThatThrownBy(() ->
                            Policy.parse(
                                    ("log " + first + "\nlog " + twin + "\nquorum none\n")
                                            .getBytes(UTF_8)))
                    .isInstanceOf(MalformedException.class);
            assertThatThrownBy(() ->
                            Policy.parse(
                                    ("witness a "
                                                    + first
                                                    + "\nwitness b "
                                                    + twin
                                                    + "\nquorum none\n")
                                            .getBytes(UTF_8)))
                    .isInstanceOf(MalformedException.class);
        }
    }

    /// Fills each `%s` with another key.
    private static Policy parse(String text) {
        int number = 0;
        String filled = text;
        while (filled.contains("%s")) {
            filled = filled.replaceFirst("%s", Matcher.quoteReplacement(key(number++)));
        }
        return Policy.parse(filled.getBytes(ISO_8859_1));
    }

    private static String key(int number) {
        byte[] material = Sha256.of(new byte[] {(byte) number});
        return new VerifierKey(
                        new KeyName("key" + number + ".example"),
                        KeyType.ED25519,
                        Bytes.of(material))
                .toString();
    }
}
