package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.platform.StartRefused;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The looks of invoices come from the configuration, and what cannot be printed is refused at
/// once.
class PaperTest {

    @TempDir Path folder;

    private record Looks(String accent, Optional<Path> logo, Optional<String> footer)
            implements IntakeConfig.Looks {}

    @Test
    void aConfiguredLookIsInEveryLanguage() throws Exception {
        var logo = folder.resolve("logo.png");
        ImageIO.write(new BufferedImage(4, 2, BufferedImage.TYPE_INT_RGB), "png", logo.toFile());
        var paper = new Paper(new Looks("#7A1F3D", Optional.of(logo), Optional.of("Erika Muster")));

        var template = paper.template(Language.GERMAN);

        assertThat(template.language()).isEqualTo(Language.GERMAN);
        assertThat(template.accent()).isEqualTo("#7A1F3D");
        assertThat(template.footer()).isEqualTo("Erika Muster");
        assertThat(template.logoBase64()).isNotEmpty();
        assertThat(paper.template(Language.ENGLISH).language()).isEqualTo(Language.ENGLISH);
    }

    @Test
    void aLogoThatIsNoPictureIsRefused() throws Exception {
        refuses(logo("logo.svg", utf8("<svg/>")), "the logo is neither PNG nor JPEG.");
        refuses(logo("no.png", new byte[0]), "the logo is neither PNG nor JPEG.");
    }

    @Test
    void aLogoThatIsBrokenIsRefused() throws Exception {
        var good = png(400, 200);

        refuses(logo("half.png", Arrays.copyOf(good, 60)), "the logo is damaged.");
    }

    @Test
    void aLogoThatIsTooLargeIsRefused() throws Exception {
        refuses(logo("large.png", new byte[50 << 20]), "the logo is larger than 2097152 bytes.");
        refuses(logo("wide.png", png(4001, 1000)), "the logo has more than 4000000 pixels.");
    }

    @Test
    void aLogoThatIsNotThereIsNamed() {
        var gone = folder.resolve("gone.png");

        refuses(
                new Looks("#7A1F3D", Optional.of(gone), Optional.empty()),
                "the logo " + gone + " cannot be read.");
    }

    @Test
    void aColourIsWrittenInSixDigits() {
        refuses(
                new Looks("blue", Optional.empty(), Optional.empty()),
                "a colour is written #RRGGBB, not blue.");
    }

    private static void refuses(Looks looks, String why) {
        assertThatThrownBy(() -> new Paper(looks))
                .isInstanceOf(StartRefused.class)
                .hasMessage("Invoices cannot be printed as counterfoil.intake.paper says: " + why);
    }

    private Looks logo(String name, byte[] content) throws Exception {
        var logo = Files.write(folder.resolve(name), content);
        return new Looks("#7A1F3D", Optional.of(logo), Optional.empty());
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] png(int width, int height) throws Exception {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png", bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "'de;q=0.5,zh-CN', CHINESE",
        "'fr,de-AT;q=0.8,en;q=0.2', GERMAN",
        "'*', ENGLISH",
        "'fr', ENGLISH"
    })
    void theReaderChoosesTheLanguage(String header, Language language) {
        List<Locale> wanted =
                Locale.LanguageRange.parse(header).stream()
                        .map(range -> Locale.forLanguageTag(range.getRange().replace("*", "und")))
                        .toList();

        assertThat(Language.of(wanted)).isEqualTo(language);
    }
}
