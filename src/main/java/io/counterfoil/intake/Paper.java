package io.counterfoil.intake;

import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.Template;
import io.counterfoil.platform.StartRefused;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// How this server prints invoices; what cannot be printed with keeps it from starting.
@Startup
@ApplicationScoped
class Paper {

    private final Template template;

    @Inject
    Paper(IntakeConfig config) {
        this(config.paper());
    }

    Paper(IntakeConfig.Looks looks) {
        try {
            var logo = looks.logo().map(Paper::base64).orElse(null);
            var footer = looks.footer().orElse(null);
            template = new Template(Language.ENGLISH, looks.accent(), logo, footer);
        } catch (IllegalArgumentException fault) {
            throw refused(String.valueOf(fault.getMessage()), fault);
        }
    }

    private static StartRefused refused(String why, Exception fault) {
        return new StartRefused(
                "Invoices cannot be printed as counterfoil.intake.paper says: " + why + ".", fault);
    }

    /// The template with labels of that language.
    Template template(Language language) {
        return template.in(language);
    }

    private static String base64(Path logo) {
        try (var in = Files.newInputStream(logo)) {
            // One more than may be, so that what is too large is seen to be.
            var bytes = in.readNBytes(Template.LOGO_BYTES_MAX + 3);
            return Base64.getEncoder().encodeToString(bytes);
        } catch (IOException fault) {
            throw refused("the logo " + logo + " cannot be read", fault);
        }
    }
}
