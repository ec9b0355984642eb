package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Verdict;
import io.counterfoil.kernel.merkle.Hash;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.DefaultCMSSignatureAlgorithmNameGenerator;
import org.bouncycastle.cms.SignerInformationVerifier;
import org.bouncycastle.cms.bc.BcECSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDigestCalculatorProvider;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.util.Selector;

/// A time-stamp token (RFC 3161, RFC 5816): an authority's word that a digest existed at a time.
public final class TimeStampToken {

    /// A token with a chain of certificates and revocation data stays below this.
    static final int BYTES_MAX = 256 * 1024;

    private static final BouncyCastleProvider FALLBACK = new BouncyCastleProvider();

    private final Bytes encoded;
    private final org.bouncycastle.tsp.TimeStampToken token;
    private final DigestAlgorithm imprintAlgorithm;
    private final X509CertificateHolder signer;

    private TimeStampToken(
            Bytes encoded,
            org.bouncycastle.tsp.TimeStampToken token,
            DigestAlgorithm imprintAlgorithm,
            X509CertificateHolder signer) {
        this.encoded = encoded;
        this.token = token;
        this.imprintAlgorithm = imprintAlgorithm;
        this.signer = signer;
    }

    /// Reads a token: a ContentInfo of signed TSTInfo, by one signer whose certificate is inside,
    /// over a digest that we know.
    ///
    /// @throws MalformedException when it is anything else; nothing is verified yet
    public static TimeStampToken parse(Bytes encoded) {
        if (encoded.size() > BYTES_MAX) {
            throw new MalformedException("the time-stamp token is too long");
        }
        var info = Der.readLoosely(encoded.toArray(), ContentInfo::getInstance, "a token");
        if (!PKCSObjectIdentifiers.signedData.equals(info.getContentType())) {
            throw new MalformedException("the time-stamp token is not signed data");
        }
        try {
            var token = new org.bouncycastle.tsp.TimeStampToken(info);
            checkSigned(token);
            var imprint = DigestAlgorithm.of(token.getTimeStampInfo().getHashAlgorithm());
            var parsed =
                    new TimeStampToken(
                            encoded,
                            token,
                            imprint.orElseThrow(() -> new MalformedException("an unknown imprint")),
                            signerOf(token));
            parsed.readAll();
            return parsed;
        } catch (MalformedException refused) {
            throw refused;
        } catch (TSPException | IOException | RuntimeException malformed) {
            // Hostile bytes make Bouncy Castle throw almost anything; here all of it means one
            // thing.
            throw new MalformedException("not a time-stamp token", malformed);
        }
    }

    /// The parts of SignedData that the signature does not cover say what the covered ones say.
    private static void checkSigned(org.bouncycastle.tsp.TimeStampToken token) {
        var data = token.toCMSSignedData();
        var signers = data.getSignerInfos().getSigners();
        if (signers.size() != 1) {
            throw new MalformedException("a token has exactly one signer");
        }
        if (data.getVersion() != 3 || signers.iterator().next().getVersion() != 1) {
            throw new MalformedException("the token's version does not fit its content");
        }
        // Bouncy Castle takes a wrong tag of the signed attributes for the right one.
        var info = SignedData.getInstance(data.toASN1Structure().getContent()).getSignerInfos();
        if (!Der.isSame(info.getObjectAt(0), signers.iterator().next().toASN1Structure())) {
            throw new MalformedException("the token's signer is not in its one form");
        }
        var digest = signers.iterator().next().getDigestAlgorithmID();
        if (DigestAlgorithm.of(digest).isEmpty()
                || data.getDigestAlgorithmIDs().stream()
                        .noneMatch(listed -> AlgorithmIdentifier.areEquivalent(listed, digest))) {
            throw new MalformedException("the token's digest is unknown or not listed");
        }
    }

    @SuppressWarnings("unchecked")
    private static X509CertificateHolder signerOf(org.bouncycastle.tsp.TimeStampToken token) {
        Selector<X509CertificateHolder> id = token.getSID();
        var matching = token.getCertificates().getMatches(id);
        if (matching.size() != 1) {
            throw new MalformedException("the token does not hold its signer's certificate");
        }
        var signer = matching.iterator().next();
        var issuer = token.getSID().getIssuer();
        // Names match without regard to case; the unsigned one is held to the certificate's
        // spelling.
        if (issuer != null && !Der.isSame(issuer, signer.getIssuer())) {
            throw new MalformedException("the token names its signer's issuer in other letters");
        }
        return signer;
    }

    /// Bouncy Castle reads some fields only when asked for them: all of them now, or none ever.
    private void readAll() {
        var _ = List.of(time(), accuracy(), serial(), policy(), nonce(), imprint());
        var _ = List.of(authority(), authorityKey());
    }

    /// The token as it was read, byte for byte.
    public Bytes encoded() {
        return encoded;
    }

    /// When the authority says that it saw the digest.
    public Instant time() {
        return token.getTimeStampInfo().getGenTime().toInstant();
    }

    /// How far from [#time] the true time may be, where the authority says so.
    public Optional<Duration> accuracy() {
        var accuracy = token.getTimeStampInfo().getGenTimeAccuracy();
        if (accuracy == null) {
            return Optional.empty();
        }
        return Optional.of(
                Duration.ofSeconds(accuracy.getSeconds())
                        .plusMillis(accuracy.getMillis())
                        .plusNanos(accuracy.getMicros() * 1000L));
    }

    /// The serial number, unique for its authority.
    public BigInteger serial() {
        return token.getTimeStampInfo().getSerialNumber();
    }

    /// The policy's object identifier.
    public String policy() {
        return token.getTimeStampInfo().getPolicy().getId();
    }

    /// The request's nonce, when it had one.
    public Optional<BigInteger> nonce() {
        return Optional.ofNullable(token.getTimeStampInfo().getNonce());
    }

    /// The digest's algorithm.
    public DigestAlgorithm imprintAlgorithm() {
        return imprintAlgorithm;
    }

    /// The digest that was dated.
    public Bytes imprint() {
        return Bytes.of(token.getTimeStampInfo().getMessageImprintDigest());
    }

    /// The authority, as its certificate names it (unproven before [#verify]).
    public String authority() {
        return signer.getSubject().toString();
    }

    /// SHA-256 of the authority's public key: whoever counts authorities counts these.
    public Hash authorityKey() {
        return Hash.of(Sha256.of(Der.encode(signer.getSubjectPublicKeyInfo())));
    }

    /// Checks signature, signer's certificate and its path from a trusted root, all at the token's
    /// time.
    public Verdict verify(TimeStampRoots roots) {
        try {
            if (!isForTimeStampingOnly(signer)) {
                return Verdict.refuted("its signer's certificate is not for time-stamping alone");
            }
            token.validate(verifier());
            return roots.leadTo(
                    Der.encode(signer.toASN1Structure()),
                    otherCertificates(),
                    revocations(),
                    time());
        } catch (TSPException | OperatorCreationException | CMSException | RuntimeException no) {
            // A wrong signature and a malformed one end alike, whatever Bouncy Castle calls it.
            return Verdict.refuted("its signature, or what the signature covers, is not valid");
        }
    }

    /// Whether the path from a trusted root to the signer's certificate is valid at another time
    /// too.
    Verdict verifyAt(TimeStampRoots roots, Instant at) {
        return roots.leadTo(
                Der.encode(signer.toASN1Structure()), otherCertificates(), List.of(), at);
    }

    /// RFC 3161 section 2.3: the extended key usage is critical, and time-stamping is its only
    /// member.
    private static boolean isForTimeStampingOnly(X509CertificateHolder certificate) {
        var extension = certificate.getExtension(Extension.extendedKeyUsage);
        if (extension == null || !extension.isCritical()) {
            return false;
        }
        var usage = ExtendedKeyUsage.fromExtensions(certificate.getExtensions());
        return usage.size() == 1 && usage.hasKeyPurposeId(KeyPurposeId.id_kp_timeStamping);
    }

    /// P-256 by Bouncy Castle's fast classes, all else by its provider, which is not installed.
    private SignerInformationVerifier verifier() throws OperatorCreationException, CMSException {
        if (EcdsaP256.publicKey(signer.getSubjectPublicKeyInfo()).isPresent()) {
            return new BcECSignerInfoVerifierBuilder(
                            new DefaultCMSSignatureAlgorithmNameGenerator(),
                            new DefaultSignatureAlgorithmIdentifierFinder(),
                            new DefaultDigestAlgorithmIdentifierFinder(),
                            new BcDigestCalculatorProvider())
                    .build(signer);
        }
        try {
            return new JcaSimpleSignerInfoVerifierBuilder().setProvider(FALLBACK).build(signer);
        } catch (java.security.cert.CertificateException malformed) {
            throw new CMSException("the signer's certificate is malformed", malformed);
        }
    }

    /// The revocation lists in the token, as the authority had them when it made it. Bouncy
    /// Castle's own reading of them would mend what is wrong in them.
    private List<byte[]> revocations() {
        var content = token.toCMSSignedData().toASN1Structure().getContent();
        var lists = new ArrayList<byte[]>();
        var set = SignedData.getInstance(content).getCRLs();
        if (set != null) {
            for (ASN1Encodable list : set) {
                // What is tagged 1 is of another kind, such as an OCSP answer.
                if (!(list instanceof ASN1TaggedObject tagged && tagged.hasContextTag(1))) {
                    lists.add(revocations(list));
                }
            }
        }
        return lists;
    }

    private static byte[] revocations(ASN1Encodable list) {
        if (CertificateList.getInstance(list).getSignature().getPadBits() != 0) {
            throw new MalformedException("the revocation list's signature is not whole bytes");
        }
        return Der.encodeUnsorted(list);
    }

    private List<byte[]> otherCertificates() {
        var others = new ArrayList<byte[]>();
        for (X509CertificateHolder certificate : token.getCertificates().getMatches(null)) {
            if (!certificate.equals(signer)) {
                others.add(Der.encode(certificate.toASN1Structure()));
            }
        }
        return others;
    }

    @Override
    public String toString() {
        return "TimeStampToken[%s by %s]".formatted(time(), authority());
    }
}
