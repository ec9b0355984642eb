package io.counterfoil.crypto;

import io.counterfoil.kernel.MalformedException;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.tsp.TimeStampResp;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cms.CMSAttributeTableGenerator;
import org.bouncycastle.cms.SignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.CollectionStore;
import org.jspecify.annotations.Nullable;

/// A time-stamp authority (RFC 3161, RFC 5816): answers every request, with a token or with the
/// reason why there is none.
///
/// Safe for use by many threads.
public final class TimeStampAuthority {

    /// The policy of our own authorities, an identifier below a UUID that was drawn for it.
    public static final String POLICY = "2.25.66766640815012795540307601617123579918";

    /// A request with the longest digest, nonce and policy is far shorter.
    static final int REQUEST_BYTES_MAX = 1024;

    private static final int NONCE_BITS_MAX = 256;
    private static final int ACCURACY_SECONDS = 1;
    private static final Duration LIST_KEPT = Duration.ofDays(1);

    private final TimeStampKeys keys;
    private final SerialNumbers serials;
    private final List<String> policies;
    private final Clock clock;

    /// Made anew by whichever thread finds it old; two threads may both do so.
    private volatile @Nullable Listed listed;

    /// Prepares an authority over its keys.
    ///
    /// @param policies those that a request may ask for; the first is given to who asks for none
    /// @throws IOException when the serial numbers cannot be read
    public TimeStampAuthority(
            TimeStampKeys keys, List<String> policies, Clock clock, SecureRandom random)
            throws IOException {
        if (policies.isEmpty()) {
            throw new IllegalArgumentException("an authority has a policy");
        }
        this.keys = keys;
        this.serials = keys.serials(random);
        this.policies = List.copyOf(policies);
        this.clock = clock;
    }

    /// Answers a DER TimeStampReq with a DER TimeStampResp.
    public byte[] answer(byte[] request) {
        try {
            var parsed = parse(request);
            return granted(token(parsed));
        } catch (RequestRefused refused) {
            return rejection(refused.failure, refused.reason);
        } catch (MalformedException malformed) {
            return rejection(PKIFailureInfo.badDataFormat, "not a time-stamp request in DER");
        }
    }

    /// The authority's root certificate in PEM.
    public String rootPem() {
        return keys.rootPem();
    }

    /// Refuses a request for a reason that the standard numbers.
    private static final class RequestRefused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int failure;
        private final String reason;

        RequestRefused(int failure, String reason) {
            super(reason);
            this.failure = failure;
            this.reason = reason;
        }
    }

    private TimeStampReq parse(byte[] der) throws RequestRefused {
        if (der.length > REQUEST_BYTES_MAX) {
            throw new RequestRefused(PKIFailureInfo.badDataFormat, "the request is too long");
        }
        var request = Der.read(der, TimeStampReq::getInstance, "a time-stamp request");
        if (!request.getVersion().hasValue(1)) {
            throw new RequestRefused(PKIFailureInfo.badRequest, "the request's version is not 1");
        }
        var imprint = request.getMessageImprint();
        var algorithm = DigestAlgorithm.of(imprint.getHashAlgorithm());
        if (algorithm.isEmpty()) {
            throw new RequestRefused(
                    PKIFailureInfo.badAlg, "the digest is unknown here, or too weak to be dated");
        }
        if (imprint.getHashedMessage().length != algorithm.get().bytes()) {
            throw new RequestRefused(
                    PKIFailureInfo.badDataFormat, "the digest is not as long as its algorithm's");
        }
        var policy = request.getReqPolicy();
        if (policy != null && !policies.contains(policy.getId())) {
            throw new RequestRefused(
                    PKIFailureInfo.unacceptedPolicy, "no such policy is kept here");
        }
        if (request.getExtensions() != null) {
            throw new RequestRefused(
                    PKIFailureInfo.unacceptedExtension, "no extension is known here");
        }
        var nonce = request.getNonce();
        if (nonce != null && nonce.getValue().bitLength() > NONCE_BITS_MAX) {
            throw new RequestRefused(PKIFailureInfo.badDataFormat, "the nonce is too long");
        }
        return request;
    }

    private org.bouncycastle.tsp.TimeStampToken token(TimeStampReq request) {
        try {
            var now = clock.instant();
            var generator = generator();
            // Only the certificate that the signature binds: the root is the reader's to know.
            generator.addCertificates(new CollectionStore<>(List.of(keys.certificate())));
            if (request.getCertReq().isTrue()) {
                generator.addCRLs(new CollectionStore<>(List.of(revocations(now))));
            }
            return generator.generate(
                    new TimeStampRequest(request), serials.next(), Date.from(now));
        } catch (TSPException | OperatorCreationException fault) {
            throw new IllegalStateException("a time-stamp token cannot be made", fault);
        }
    }

    /// The same list for a day: it says when it was made, and that is before the token.
    private X509CRLHolder revocations(Instant now) {
        var current = listed;
        if (current == null || !now.isBefore(current.until()) || now.isBefore(current.from())) {
            current = new Listed(keys.revocations(now), now, now.plus(LIST_KEPT));
            listed = current;
        }
        return current.revocations();
    }

    private record Listed(X509CRLHolder revocations, Instant from, Instant until) {}

    private TimeStampTokenGenerator generator() throws OperatorCreationException, TSPException {
        var signer =
                new SignerInfoGeneratorBuilder(Sha256Calculator.PROVIDER)
                        .setSignedAttributeGenerator(TimeStampAuthority::signedAttributes)
                        .build(new EcdsaContentSigner(keys.key()), keys.certificate());
        var generator =
                new TimeStampTokenGenerator(
                        signer,
                        new Sha256Calculator(),
                        new ASN1ObjectIdentifier(policies.getFirst()));
        generator.setResolution(TimeStampTokenGenerator.R_MILLISECONDS);
        generator.setAccuracySeconds(ACCURACY_SECONDS);
        generator.setTSA(new GeneralName(keys.certificate().getSubject()));
        return generator;
    }

    /// Content type and digest; the generator adds the certificate's identifier. There is no
    /// signing time beside genTime that could contradict it.
    private static AttributeTable signedAttributes(Map<?, ?> parameters) {
        var type = (ASN1ObjectIdentifier) parameters.get(CMSAttributeTableGenerator.CONTENT_TYPE);
        var digest = (byte[]) parameters.get(CMSAttributeTableGenerator.DIGEST);
        var attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.contentType, new DERSet(type)));
        attributes.add(
                new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(digest))));
        return new AttributeTable(attributes);
    }

    private static byte[] granted(org.bouncycastle.tsp.TimeStampToken token) {
        var status = new PKIStatusInfo(PKIStatus.granted);
        return Der.encode(new TimeStampResp(status, token.toCMSSignedData().toASN1Structure()));
    }

    private static byte[] rejection(int failure, String reason) {
        var text = new PKIFreeText(new DERUTF8String(reason));
        var status = new PKIStatusInfo(PKIStatus.rejection, text, new PKIFailureInfo(failure));
        return Der.encode(new TimeStampResp(status, null));
    }
}
