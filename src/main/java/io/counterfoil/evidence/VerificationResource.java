package io.counterfoil.evidence;

import io.counterfoil.kernel.MalformedException;
import io.counterfoil.platform.body.BoundedStream;
import io.counterfoil.platform.problem.ProblemException;
import io.counterfoil.platform.problem.ProblemType;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/// Verifies for whoever asks, by the steps of `./counterfoil verify`, and believes only whom the
/// folder `trust` of this server names. Nothing is kept; documents stream through.
@Path("/v1/verifications")
@RunOnVirtualThread
public class VerificationResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    /// Consistent, signers not trusted is apart from failed.
    private static final String UNTRUSTED =
            "Consistent, but its signers are not trusted by this server: verify it with a policy that"
                    + " you got from somebody you trust.";

    private final EvidenceConfig config;
    private final ProofForm form;
    private final java.nio.file.Path trust;
    private final Semaphore places;

    VerificationResource(
            EvidenceConfig config,
            ProofForm form,
            @ConfigProperty(name = "counterfoil.data") java.nio.file.Path data) {
        this.config = config;
        this.form = form;
        this.trust = data.resolve("trust");
        this.places = new Semaphore(config.verificationsMax());
    }

    /// Verifies a package.
    @POST
    @Consumes(EvidencePackage.MEDIA_TYPE)
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> ofPackage(InputStream body) throws IOException {
        return one(() ->
                new PackageVerifier(TrustFolder.read(trust), Clock.systemUTC())
                        .verify(bounded(body)));
    }

    /// Verifies a proof with what it is about, from a form.
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Produces(MediaType.APPLICATION_JSON)
    public Map<String, Object> ofProof(
            InputStream body, @RestHeader(HttpHeaders.CONTENT_TYPE) @Nullable String type)
            throws IOException {
        return one(() -> form.verify(String.valueOf(type), bounded(body), TrustFolder.read(trust)));
    }

    private interface Work {
        PackageReport verify() throws IOException;
    }

    /// One of a bounded number.
    private Map<String, Object> one(Work work) throws IOException {
        if (!places.tryAcquire()) {
            throw new ProblemException(
                            ProblemType.OVERLOADED, "Too many verifications are under way.")
                    .retryAfter(RETRY_AFTER);
        }
        try {
            return answer(work.verify());
        } catch (MalformedException e) {
            throw new ProblemException(
                    ProblemType.MALFORMED,
                    "A part of the form cannot be read: %s.".formatted(e.getMessage()));
        } finally {
            places.release();
        }
    }

    private InputStream bounded(InputStream body) {
        return new BoundedStream(
                body, config.verificationSizeMax().asLongValue(), config.verificationPatience());
    }

    private static Map<String, Object> answer(PackageReport report) {
        var answer = new LinkedHashMap<String, Object>();
        report.facts().ifPresent(facts -> answer.put("id", facts.id().hex()));
        answer.put("summary", ReportWords.conclusion(report, UNTRUSTED));
        answer.putAll(ReportWords.object(report));
        return answer;
    }
}
