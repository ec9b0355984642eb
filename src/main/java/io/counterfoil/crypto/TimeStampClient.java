package io.counterfoil.crypto;

import io.counterfoil.kernel.Bytes;
import io.counterfoil.kernel.MalformedException;
import io.counterfoil.kernel.Verdict;
import io.counterfoil.kernel.merkle.Hash;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.tsp.MessageImprint;
import org.bouncycastle.asn1.tsp.TimeStampReq;
import org.bouncycastle.asn1.tsp.TimeStampResp;

/// Asks a time-stamp authority, and relies on nothing that it answers before all checks have
/// passed.
///
/// Safe for use by many threads.
public final class TimeStampClient {

    private static final int NONCE_BITS = 128;
    private static final int RESPONSE_BYTES_MAX = TimeStampToken.BYTES_MAX + 1024;

    /// Serial numbers remembered to notice one that an authority gives twice.
    private static final int SERIALS_MAX = 10_000;

    private final Transport transport;
    private final Trust trust;
    private final Clock clock;
    private final SecureRandom random;
    private final SequencedSet<Issued> issued = new LinkedHashSet<>();

    /// What carries a DER TimeStampReq to the authority and brings its DER TimeStampResp back.
    @FunctionalInterface
    public interface Transport {
        /// Exchanges one request for one response.
        byte[] exchange(byte[] request) throws IOException;
    }

    /// Whom to believe, and how far.
    ///
    /// @param policies the policies that are accepted; empty accepts every one
    /// @param window how far a token's time may lie from our own clock
    public record Trust(TimeStampRoots roots, Set<String> policies, Duration window) {

        /// Keeps copies.
        public Trust {
            policies = Set.copyOf(policies);
        }
    }

    private record Issued(Hash authority, BigInteger serial) {}

    /// Prepares a client of one authority.
    public TimeStampClient(Transport transport, Trust trust, Clock clock, SecureRandom random) {
        this.transport = transport;
        this.trust = trust;
        this.clock = clock;
        this.random = random;
    }

    /// Has a digest dated.
    ///
    /// @throws TimeStampRefusedException when the authority refuses, or its token fails a check
    /// @throws IOException when the authority cannot be reached
    public TimeStampToken stamp(DigestAlgorithm algorithm, Bytes digest)
            throws IOException, TimeStampRefusedException {
        var nonce = new BigInteger(NONCE_BITS, random);
        var asked = clock.instant();
        var response = transport.exchange(request(algorithm, digest, nonce));
        var token = token(response);
        check(token.imprintAlgorithm() == algorithm, "its token is over another kind of digest");
        check(token.imprint().equals(digest), "its token is over another digest");
        check(nonce.equals(token.nonce().orElse(null)), "its token answers another request");
        check(isAccepted(token.policy()), "its token follows a policy that we do not accept");
        check(isNear(token.time(), asked), "its time is too far from our clock");
        if (token.verify(trust.roots()) instanceof Verdict.Refuted(String reason)) {
            throw new TimeStampRefusedException("the token is not valid: " + reason);
        }
        check(isFirst(token), "it gave this serial number before");
        return token;
    }

    private static byte[] request(DigestAlgorithm algorithm, Bytes digest, BigInteger nonce) {
        var imprint = new MessageImprint(algorithm.identifier(), digest.toArray());
        return Der.encode(
                new TimeStampReq(imprint, null, new ASN1Integer(nonce), ASN1Boolean.TRUE, null));
    }

    private static TimeStampToken token(byte[] response) throws TimeStampRefusedException {
        try {
            if (response.length > RESPONSE_BYTES_MAX) {
                throw new MalformedException("too long");
            }
            var parsed = Der.readLoosely(response, TimeStampResp::getInstance, "a response");
            var status = parsed.getStatus().getStatus().intValue();
            var token = parsed.getTimeStampToken();
            if (status > 1 || status < 0 || token == null) {
                throw new TimeStampRefusedException(refusal(parsed.getStatus()));
            }
            return TimeStampToken.parse(Bytes.of(token.getEncoded()));
        } catch (MalformedException | ArithmeticException | IOException malformed) {
            throw new TimeStampRefusedException("the authority's answer is malformed");
        }
    }

    private static String refusal(PKIStatusInfo status) {
        var text = status.getStatusString();
        var words = text == null || text.size() == 0 ? "" : ": " + text.getStringAtUTF8(0);
        return "the authority refuses (status %s)%s".formatted(status.getStatus(), words);
    }

    private boolean isAccepted(String policy) {
        return trust.policies().isEmpty() || trust.policies().contains(policy);
    }

    private boolean isNear(Instant time, Instant asked) {
        return !time.isBefore(asked.minus(trust.window()))
                && !time.isAfter(clock.instant().plus(trust.window()));
    }

    private boolean isFirst(TimeStampToken token) {
        synchronized (issued) {
            if (issued.size() >= SERIALS_MAX) {
                issued.removeFirst();
            }
            return issued.add(new Issued(token.authorityKey(), token.serial()));
        }
    }

    private static void check(boolean holds, String otherwise) throws TimeStampRefusedException {
        if (!holds) {
            throw new TimeStampRefusedException(
                    "the authority is not to be relied on: " + otherwise);
        }
    }
}
