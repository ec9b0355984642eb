package io.counterfoil.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.counterfoil.kernel.MalformedException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/// The keys and certificates of a time-stamp authority: a root of its own and the certificate under
/// it that signs tokens, all made on the first start and kept in one directory.
///
/// `root.pem` is what others trust; `root.key` and `tsa.key` are owner-only PKCS #8 files.
public final class TimeStampKeys {

    private static final Period ROOT_VALIDITY = Period.ofYears(30);
    private static final Period AUTHORITY_VALIDITY = Period.ofYears(10);

    /// Certificates begin a little earlier than now, for readers whose clocks are behind.
    private static final Period BACKDATED = Period.ofDays(1);

    /// A list of revocations is good for so long; a new one is made long before.
    private static final Period LIST_VALIDITY = Period.ofDays(30);

    private static final ECNamedDomainParameters CURVE =
            new ECNamedDomainParameters(SECObjectIdentifiers.secp256r1, P256.DOMAIN);

    private final Path directory;
    private final ECPrivateKeyParameters rootKey;
    private final X509CertificateHolder root;
    private final X509CertificateHolder certificate;
    private final ECPrivateKeyParameters key;

    private TimeStampKeys(
            Path directory,
            ECPrivateKeyParameters rootKey,
            X509CertificateHolder root,
            X509CertificateHolder certificate,
            ECPrivateKeyParameters key) {
        this.directory = directory;
        this.rootKey = rootKey;
        this.root = root;
        this.certificate = certificate;
        this.key = key;
    }

    /// Reads the keys of a directory, and makes those that are not there yet. A start that was cut
    /// off is continued by the next.
    ///
    /// @param organisation the name of whoever runs the authority, in the certificates
    /// @throws IOException also when a file is damaged or its secret lay open to others
    public static TimeStampKeys openOrCreate(
            Path directory, String organisation, Clock clock, SecureRandom random)
            throws IOException {
        var rootKey = key(directory.resolve("root.key"), random);
        var key = key(directory.resolve("tsa.key"), random);
        var names = new Names(organisation, random);
        var now = clock.instant();
        var root =
                certificate(
                        directory.resolve("root.pem"), () -> newRoot(names, rootKey, now, random));
        var certificate =
                certificate(
                        directory.resolve("tsa.pem"),
                        () -> newAuthority(names, root, rootKey, key, now, random));
        return new TimeStampKeys(directory, rootKey, root, certificate, key);
    }

    /// The root's certificate in PEM: what a reader puts into its trust store.
    public String rootPem() {
        return pem(root);
    }

    /// Serial numbers for the tokens of these keys.
    SerialNumbers serials(SecureRandom random) throws IOException {
        return new SerialNumbers(directory.resolve("serials"), random);
    }

    /// A list, as of now, of the certificates that the root has revoked: none. Tokens carry it, so
    /// that a reader needs no other source to see that the authority was not revoked.
    X509CRLHolder revocations(Instant now) {
        var from = now.atZone(ZoneOffset.UTC);
        var authority = keyIdentifier(root.getSubjectPublicKeyInfo()).getKeyIdentifier();
        try {
            return new X509v2CRLBuilder(root.getSubject(), Date.from(from.toInstant()))
                    .setNextUpdate(Date.from(from.plus(LIST_VALIDITY).toInstant()))
                    .addExtension(
                            Extension.authorityKeyIdentifier,
                            false,
                            new AuthorityKeyIdentifier(authority))
                    .addExtension(
                            Extension.cRLNumber,
                            false,
                            new CRLNumber(BigInteger.valueOf(now.toEpochMilli())))
                    .build(new EcdsaContentSigner(rootKey));
        } catch (CertIOException fault) {
            throw new IllegalStateException("a list of revocations cannot be encoded", fault);
        }
    }

    X509CertificateHolder certificate() {
        return certificate;
    }

    X509CertificateHolder root() {
        return root;
    }

    ECPrivateKeyParameters key() {
        return key;
    }

    /// The distinguished names of one installation; two installations never share one.
    private record Names(X500Name root, X500Name authority) {

        Names(String organisation, SecureRandom random) {
            var mark = new byte[4];
            random.nextBytes(mark);
            var suffix = HexFormat.of().formatHex(mark);
            this(
                    name(organisation, "Time-stamp root " + suffix),
                    name(organisation, "Time-stamp authority " + suffix));
        }

        private static X500Name name(String organisation, String common) {
            return new X500NameBuilder(BCStyle.INSTANCE)
                    .addRDN(BCStyle.O, organisation)
                    .addRDN(BCStyle.CN, common)
                    .build();
        }
    }

    private interface Maker {
        X509CertificateHolder make() throws IOException;
    }

    private static X509CertificateHolder certificate(Path file, Maker maker) throws IOException {
        if (!Files.exists(file)) {
            // Not secret, but written as carefully as what is.
            SecretFile.create(file, pem(maker.make()).getBytes(US_ASCII));
        }
        var blocks = Pem.parse("CERTIFICATE", Files.readString(file, US_ASCII));
        if (blocks.size() != 1) {
            throw new IOException("%s does not hold one certificate".formatted(file));
        }
        return new X509CertificateHolder(blocks.getFirst());
    }

    private static ECPrivateKeyParameters key(Path file, SecureRandom random) throws IOException {
        if (!Files.exists(file)) {
            var fresh = new ECPrivateKeyParameters(P256.randomScalar(random), CURVE);
            var der = Der.encode(PrivateKeyInfoFactory.createPrivateKeyInfo(fresh));
            SecretFile.create(file, Pem.print("PRIVATE KEY", der).getBytes(US_ASCII));
        }
        var blocks = Pem.parse("PRIVATE KEY", new String(SecretFile.read(file), US_ASCII));
        try {
            if (blocks.size() == 1
                    && PrivateKeyFactory.createKey(blocks.getFirst())
                            instanceof ECPrivateKeyParameters key) {
                return new ECPrivateKeyParameters(key.getD(), CURVE);
            }
        } catch (MalformedException | IllegalArgumentException damaged) {
            throw new IOException("%s holds a damaged key".formatted(file), damaged);
        }
        throw new IOException("%s does not hold one EC key".formatted(file));
    }

    private static X509CertificateHolder newRoot(
            Names names, ECPrivateKeyParameters key, Instant now, SecureRandom random)
            throws IOException {
        var spki = publicKey(key);
        var builder =
                builder(names.root(), names.root(), spki, now, ROOT_VALIDITY, random)
                        .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
                        .addExtension(
                                Extension.keyUsage,
                                true,
                                new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                        .addExtension(Extension.subjectKeyIdentifier, false, keyIdentifier(spki));
        return builder.build(new EcdsaContentSigner(key));
    }

    private static X509CertificateHolder newAuthority(
            Names names,
            X509CertificateHolder root,
            ECPrivateKeyParameters rootKey,
            ECPrivateKeyParameters key,
            Instant now,
            SecureRandom random)
            throws IOException {
        var spki = publicKey(key);
        var rootIdentifier = keyIdentifier(root.getSubjectPublicKeyInfo()).getKeyIdentifier();
        // RFC 3161 section 2.3: the usage is critical and the only one.
        var usage = new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping);
        return builder(root.getSubject(), names.authority(), spki, now, AUTHORITY_VALIDITY, random)
                .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
                .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
                .addExtension(Extension.extendedKeyUsage, true, usage)
                .addExtension(Extension.subjectKeyIdentifier, false, keyIdentifier(spki))
                .addExtension(
                        Extension.authorityKeyIdentifier,
                        false,
                        new AuthorityKeyIdentifier(rootIdentifier))
                .build(new EcdsaContentSigner(rootKey));
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer,
            X500Name subject,
            SubjectPublicKeyInfo spki,
            Instant now,
            Period validity,
            SecureRandom random)
            throws CertIOException {
        var from = now.atZone(ZoneOffset.UTC).minus(BACKDATED);
        var serial = new BigInteger(127, random).setBit(126);
        return new X509v3CertificateBuilder(
                issuer,
                serial,
                Date.from(from.toInstant()),
                Date.from(from.plus(validity).toInstant()),
                subject,
                spki);
    }

    private static SubjectPublicKeyInfo publicKey(ECPrivateKeyParameters key) throws IOException {
        var point = P256.multiplySecretly(P256.BASE, key.getD());
        return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                new ECPublicKeyParameters(point, CURVE));
    }

    /// The first 160 bits of the key's SHA-256 (RFC 7093 method 1): only a name, but not by SHA-1.
    private static SubjectKeyIdentifier keyIdentifier(SubjectPublicKeyInfo spki) {
        var digest = Sha256.of(spki.getPublicKeyData().getOctets());
        return new SubjectKeyIdentifier(Arrays.copyOf(digest, 20));
    }

    private static String pem(X509CertificateHolder certificate) {
        return Pem.print("CERTIFICATE", Der.encode(certificate.toASN1Structure()));
    }
}
