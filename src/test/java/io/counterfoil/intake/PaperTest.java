package io.counterfoil.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.counterfoil.invoice.pdf.Language;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        var logo = Files.writeString(folder.resolve("logo.svg"), "<svg/>");
        var looks = new Looks("#7A1F3D", Optional.of(logo), Optional.empty());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Paper(looks))
                .withMessage("the logo is neither PNG nor JPEG");
    }

    @Test
    void aLogoThatIsNotThereIsNamed() {
        var looks = new Looks("#7A1F3D", Optional.of(folder.resolve("gone.png")), Optional.empty());

        assertThatThrownBy(() -> new Paper(looks))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("gone.png");
    }

    @Test
    void aColourIsWrittenInSixDigits() {
        var looks = new Looks("blue", Optional.empty(), Optional.empty());

        assertThatIllegalArgumentException().isThrownBy(() -> new Paper(looks));
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
