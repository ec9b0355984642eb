package io.counterfoil.intake;

import io.counterfoil.invoice.pdf.Language;
import io.counterfoil.invoice.pdf.Template;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        var logo = looks.logo().map(Paper::base64).orElse(null);
        template =
                new Template(Language.ENGLISH, looks.accent(), logo, looks.footer().orElse(null));
    }

    /// The template with labels of that language.
    Template template(Language language) {
        return template.in(language);
    }

    private static String base64(Path logo) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(logo));
        } catch (IOException e) {
            throw new UncheckedIOException("the logo " + logo + " cannot be read", e);
        }
    }
}
