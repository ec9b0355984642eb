package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Verdict;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.PKIXRevocationChecker;
import java.security.cert.PKIXRevocationChecker.Option;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The roots of the time-stamp authorities that a reader trusts.
///
/// Paths follow RFC 5280 (the JDK's builder), each certificate valid at the time of the token.
/// There is no look-up of revocations: a verifier works offline. Safe for use by many threads.
public final class TimeStampRoots {

    /// Signer certificates whose paths are remembered; beyond, they are built anew.
    private static final int REMEMBERED_MAX = 1000;

    private final Set<TrustAnchor> anchors;
    private final boolean trustingAnybody;
    private final Map<Bytes, Validity> remembered = new ConcurrentHashMap<>();

    private TimeStampRoots(Set<TrustAnchor> anchors, boolean trustingAnybody) {
        this.anchors = anchors;
        this.trustingAnybody = trustingAnybody;
    }

    /// Reads certificates in PEM, one after the other; what stands around them is ignored.
    ///
    /// @throws MalformedException when one of them is no certificate
    public static TimeStampRoots ofPem(String pem) {
        var anchors = new HashSet<TrustAnchor>();
        for (byte[] der : Pem.parse("CERTIFICATE", pem)) {
            anchors.add(new TrustAnchor(certificate(der), null));
        }
        return new TimeStampRoots(Set.copyOf(anchors), false);
    }

    /// Trusts nobody.
    public static TimeStampRoots none() {
        return new TimeStampRoots(Set.of(), false);
    }

    /// Trusts everybody: tells whether a token is consistent, not whether to believe it.
    public static TimeStampRoots anybody() {
        return new TimeStampRoots(Set.of(), true);
    }

    /// How many roots there are.
    public int size() {
        return anchors.size();
    }

    /// Whether a path leads from a root to the signer's certificate, valid at the given time.
    ///
    /// @param signer DER of the certificate
    /// @param others DER of certificates that may lie between
    /// @param revocations DER of the revocation lists that the token carries
    Verdict leadTo(byte[] signer, List<byte[]> others, List<byte[]> revocations, Instant at) {
        if (trustingAnybody) {
            return Verdict.proven();
        }
        if (anchors.isEmpty()) {
            return Verdict.refuted("no time-stamp root is trusted");
        }
        var key = key(signer, revocations);
        var known = remembered.get(key);
        if (known != null && known.covers(at)) {
            return Verdict.proven();
        }
        try {
            var lists = revocations.stream().map(TimeStampRoots::revocations).toList();
            var path = path(certificate(signer), others, lists, at);
            if (remembered.size() < REMEMBERED_MAX) {
                remembered.put(key, Validity.of(path, lists));
            }
            return Verdict.proven();
        } catch (CertPathBuilderException | MalformedException noPath) {
            return Verdict.refuted("no path from a trusted time-stamp root to its certificate");
        }
    }

    /// When every certificate of a path is valid.
    private record Validity(Instant from, Instant to) {

        static Validity of(Collection<X509Certificate> path, Collection<X509CRL> lists) {
            var all = new Validity(Instant.MIN, Instant.MAX);
            for (X509Certificate certificate : path) {
                all = all.within(certificate.getNotBefore(), certificate.getNotAfter());
            }
            for (X509CRL list : lists) {
                var next = list.getNextUpdate();
                all = all.within(list.getThisUpdate(), next == null ? list.getThisUpdate() : next);
            }
            return all;
        }

        private Validity within(Date begins, Date ends) {
            var later = begins.toInstant().isAfter(from) ? begins.toInstant() : from;
            var earlier = ends.toInstant().isBefore(to) ? ends.toInstant() : to;
            return new Validity(later, earlier);
        }

        boolean covers(Instant at) {
            return !at.isBefore(from) && !at.isAfter(to);
        }
    }

    private List<X509Certificate> path(
            X509Certificate signer, List<byte[]> others, List<X509CRL> lists, Instant at)
            throws CertPathBuilderException {
        var selector = new X509CertSelector();
        selector.setCertificate(signer);
        var candidates = new ArrayList<Object>(lists);
        candidates.add(signer);
        others.forEach(der -> candidates.add(certificate(der)));
        try {
            var parameters = new PKIXBuilderParameters(anchors, selector);
            parameters.addCertStore(
                    CertStore.getInstance(
                            "Collection", new CollectionCertStoreParameters(candidates), "SUN"));
            parameters.setDate(Date.from(at));
            parameters.setRevocationEnabled(false);
            var builder = CertPathBuilder.getInstance("PKIX", "SUN");
            if (!lists.isEmpty()) {
                parameters.addCertPathChecker(offlineChecker(builder));
            }
            var result = builder.build(parameters);
            return chain((PKIXCertPathBuilderResult) result);
        } catch (CertPathBuilderException noPath) {
            throw noPath;
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JDK builds no certificate paths", absent);
        }
    }

    /// Checks the signer against the lists at hand, and asks nobody.
    private static PKIXRevocationChecker offlineChecker(CertPathBuilder builder) {
        var checker = (PKIXRevocationChecker) builder.getRevocationChecker();
        checker.setOptions(
                EnumSet.of(Option.PREFER_CRLS, Option.NO_FALLBACK, Option.ONLY_END_ENTITY));
        return checker;
    }

    private static Bytes key(byte[] signer, List<byte[]> revocations) {
        var digest = Sha256.start();
        digest.update(signer);
        revocations.forEach(digest::update);
        return Bytes.of(digest.digest());
    }

    private static List<X509Certificate> chain(PKIXCertPathBuilderResult result) {
        var chain = new ArrayList<X509Certificate>();
        for (var certificate : result.getCertPath().getCertificates()) {
            chain.add((X509Certificate) certificate);
        }
        chain.add(result.getTrustAnchor().getTrustedCert());
        return chain;
    }

    private static X509CRL revocations(byte[] der) {
        try {
            var factory = CertificateFactory.getInstance("X.509", "SUN");
            return (X509CRL) factory.generateCRL(new ByteArrayInputStream(der));
        } catch (CRLException malformed) {
            throw new MalformedException("not a revocation list", malformed);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JDK reads no revocation lists", absent);
        }
    }

    private static X509Certificate certificate(byte[] der) {
        try {
            var factory = CertificateFactory.getInstance("X.509", "SUN");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException malformed) {
            throw new MalformedException("not a certificate", malformed);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this JDK reads no certificates", absent);
        }
    }
}
