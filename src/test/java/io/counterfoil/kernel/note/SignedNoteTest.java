package io.counterfoil.kernel.note;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.note.NoteKeys.Opening;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The public notes of C2SP signed-note and of transparency-dev/formats.
class SignedNoteTest {

    private static final SignatureVerifiers JDK = new JdkSignatureVerifiers();

    private static final String FOO =
            "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private static final String FOO_LINE =
            "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    private static final String FOO_NOTE = "This is an example message.\n\n" + FOO_LINE;

    private static final String REKOR =
            "rekor.sigstore.dev+c0d23d6a+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABNhtmPtrWm3U1eQXBogSMdGvXwBcK5AW5i0hrZLOC96l+smGNM7nwZ4QvFK/4sueRoVj//QP22Ni4Qt9DPfkWLc=";
    private static final String REKOR_NOTE =
            "Rekor\n798034\nf+7CoKgXKE/tNys9TTXcr/ad6U/K3xvznmzew9y6SP0=\n\n— rekor.sigstore.dev wNI9ajBEAiARInWIWyCdyG27CO6LPnPekyw20qO0YJfoaPaowGp/XgIgc+qEHS3+GKVClgqq20uDLet7MCoTURUCRdxwWBHHufk=\n";

    private static final String PIXEL =
            "pixel6_transparency_log+91c16e30+AjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABN+4x0Jk1yTwvLFI9A4NDdGZcX0aiWVdWM5XJVy0M4VWD3AvyW5Q6Hs9A0mcDkpUoYgn+KKPNzFC0H3nN3q6JQ8=";
    private static final String PIXEL_NOTE =
            "DEFAULT\n10\nbsWRucJU5xJPHb5eBdOm6+DM+VelCZBuvtI3sHERJ9Y=\n\n— pixel6_transparency_log kcFuMDBFAiEAhqMAP8P6qf6QxtUJhzMhbN+MbZ9dwfUHzGQJmffJHtoCIGD0cNe47dHWBoPwYdgBCepB06/+g5O1FmYjXl06owL4\n";

    @Test
    void opensThePublicNotesWithTheirKeys() {
        assertThat(open(FOO_NOTE, FOO)).isInstanceOf(Opening.Opened.class);
        assertThat(open(REKOR_NOTE, REKOR)).isInstanceOf(Opening.Opened.class);
        assertThat(open(PIXEL_NOTE, PIXEL)).isInstanceOf(Opening.Opened.class);
    }

    @Test
    void printsAndParsesToTheSameBytes() {
        for (String note : List.of(FOO_NOTE, REKOR_NOTE, PIXEL_NOTE)) {
            assertThat(SignedNote.parse(note).print()).isEqualTo(note);
        }
        for (String key : List.of(FOO, REKOR, PIXEL)) {
            assertThat(VerifierKey.parse(key).toString()).isEqualTo(key);
        }
    }

    @Test
    void theTextIsCutAtTheLastEmptyLine() {
        var note = SignedNote.parse("a\n\nb\n\n" + FOO_LINE);
        assertThat(note.text()).isEqualTo("a\n\nb\n");
    }

    @Test
    void ignoresLinesByUnknownKeys() {
        var note = SignedNote.parse(REKOR_NOTE).text() + "\n" + FOO_LINE + lastLine(REKOR_NOTE);
        assertThat(open(note, REKOR)).isInstanceOf(Opening.Opened.class);
        assertThat(open(FOO_NOTE, REKOR))
                .isEqualTo(new Opening.Rejected("no known key signed the note", false));
    }

    @Test
    void rejectsTheWholeNoteWhenAKnownLineFails() {
        var note = SignedNote.parse(REKOR_NOTE).text() + "\n" + lastLine(REKOR_NOTE) + FOO_LINE;
        assertThat(open(note, REKOR, FOO))
                .isEqualTo(new Opening.Rejected("the signature by example.com/foo fails", true));
    }

    @Test
    void countsTwoLinesByOneKeyOnce() {
        var note = FOO_NOTE + FOO_LINE;
        assertThat(open(note, FOO))
                .isInstanceOfSatisfying(
                        Opening.Opened.class, opened -> assertThat(opened.signers()).hasSize(1));
    }

    @Test
    void takesTheSixteenLinesThatAReaderMustTake() {
        var note = FOO_NOTE + FOO_LINE.repeat(SignedNote.SIGNATURES_MAX - 1);
        assertThat(SignedNote.parse(note).signatures()).hasSize(100);
        assertThatThrownBy(() -> SignedNote.parse(note + FOO_LINE))
                .isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "text\n",
                "text\n\n",
                "text\n\n— example.com/foo Uw2QOkn8",
                "text\n\nexample.com/foo Uw2QOkn8\n",
                "text\n\n- example.com/foo Uw2QOkn8\n",
                "text\n\n— example.com/foo Uw2QOg==\n",
                "text\n\n— example.com/foo Uw2QOkn\n",
                "text\n\n— example.com/foo  Uw2QOkn8\n",
                "text\n\n— example.com foo Uw2QOkn8\n",
                "text\n\n— example+com/foo Uw2QOkn8\n",
                "text\n\n—  Uw2QOkn8\n",
                "text\n\n— Uw2QOkn8\n",
                "text\n\n— example.com/foo Uw2QOkn8\n\n",
                "text\r\n\n— example.com/foo Uw2QOkn8\n",
                "te\u0000xt\n\n— example.com/foo Uw2QOkn8\n",
            })
    void refusesWhatIsNoNote(String note) {
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] note = FOO_NOTE.getBytes(StandardCharsets.UTF_8);
        note[0] = (byte) 0xFF;
        assertThatThrownBy(() -> SignedNote.parse(note)).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com/foo+530d903a",
                "example.com/foo",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/fo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3Q==",
                "example.com/foo+530d903a+",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+CekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
            })
    void refusesAKeyThatIsNotItsOwnPrint(String vkey) {
        assertThatThrownBy(() -> VerifierKey.parse(vkey)).isInstanceOf(MalformedException.class);
    }

    private static Opening open(String note, String... keys) {
        var known = List.of(keys).stream().map(VerifierKey::parse).toList();
        return new NoteKeys(known, JDK).open(SignedNote.parse(note));
    }

    private static String lastLine(String note) {
        return note.substring(note.lastIndexOf("\n\n") + 2);
    }
}
