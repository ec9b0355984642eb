package io.counterfoil.cli;

import static java.util.stream.Collectors.joining;

import io.counterfoil.crypto.TimeStampKeys;
import io.counterfoil.evidence.VrfKeys;
import io.counterfoil.kernel.note.KeyName;
import io.counterfoil.member.Line;
import io.counterfoil.member.MemberKeys;
import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.Role;
import io.counterfoil.platform.StartRefused;
import io.counterfoil.platform.consortium.Consortium;
import io.counterfoil.platform.consortium.LogKeys;
import io.counterfoil.platform.record.TenantKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Founds the consortium of the all-in-one on its first start: keys for the log and for four
/// members, and the policies that name them.
final class Founding {

    static final String LOG = "log1";
    static final String ORIGIN = "counterfoil.local/log1";

    /// The organisations of the default; each has its own directory, keys and listener.
    static final List<String> MEMBERS = List.of("tax", "notary", "court", "trade");

    /// The member that the time-stamp authority belongs to.
    static final String NOTARY = "notary";

    /// The authority's root in the folder of trust.
    static final String TSA_ROOT = "tsa-root.pem";

    private static final String PREFIX = "counterfoil.local";

    private Founding() {}

    /// Makes what is missing; a directory that was founded before stays as it is.
    static void ensure(DataDirectory data) {
        var trust = data.folder("trust");
        try {
            if (!Files.exists(trust.resolve(Consortium.POLICY))) {
                found(data, trust);
            }
            publishVrfKey(data, trust);
        } catch (IOException e) {
            throw new StartRefused("The consortium's keys could not be made: " + e.getMessage(), e);
        }
    }

    private static void found(DataDirectory data, Path trust) throws IOException {
        var log = LogKeys.of(data.root(), LOG, ORIGIN);
        log.ensure();
        var _ = data.folder("keys");
        TenantKeys.ensureRoot(TenantKeys.file(data.root()));
        var members = new ArrayList<Consortium.Member>();
        for (var name : MEMBERS) {
            var keys =
                    MemberKeys.ensure(
                            data.folder("members").resolve(name), new KeyName(PREFIX + "/" + name));
            members.add(
                    new Consortium.Member(
                            name, keys.verifierKeys(Line.MIRROR), keys.verifierKeys(Line.FINAL)));
        }
        var consortium = new Consortium(log.checkpointKeys(), members);
        for (var name : MEMBERS) {
            write(
                    data.folder("members").resolve(name).resolve(Consortium.MIRRORS),
                    consortium.mirrors().print());
            write(
                    data.folder("members").resolve(name).resolve(Consortium.POLICY),
                    consortium.policy().print());
        }
        var authority =
                TimeStampKeys.openOrCreate(
                        data.folder("members").resolve(NOTARY).resolve("tsa"),
                        "Counterfoil notary",
                        Clock.systemUTC(),
                        new SecureRandom());
        write(trust.resolve(TSA_ROOT), authority.rootPem().getBytes(StandardCharsets.US_ASCII));
        write(trust.resolve(Consortium.MIRRORS), consortium.mirrors().print());
        write(trust.resolve(Consortium.ED25519_POLICY), consortium.ed25519Policy().print());
        // The policy comes last: where it is, the founding is complete.
        write(trust.resolve(Consortium.POLICY), consortium.policy().print());
    }

    /// Waits for what roles need that run apart from the ledger, whose process founds: in a shared
    /// directory it comes by itself, on another machine the operator puts it there.
    static void await(Path data, Set<Role> roles, PrintStream out) {
        var missing = missing(data, roles);
        if (!missing.isEmpty()) {
            out.printf(
                    "Waits for %s.%n", missing.stream().map(Path::toString).collect(joining(", ")));
            out.flush();
        }
        while (!missing(data, roles).isEmpty()) {
            Ready.pause();
        }
    }

    /// What roles need and do not make, as far as it is not there.
    static List<Path> missing(Path data, Set<Role> roles) {
        return roles.stream()
                .flatMap(role -> needed(data, role))
                .distinct()
                .filter(file -> !Files.exists(file))
                .toList();
    }

    private static Stream<Path> needed(Path data, Role role) {
        var log = LogKeys.of(data, LOG, ORIGIN);
        var policy = data.resolve("trust").resolve(Consortium.POLICY);
        var root = TenantKeys.file(data);
        return switch (role) {
            case INTAKE -> Stream.of(policy, root, log.promiseFile(), log.vrfFile());
            case EVIDENCE -> Stream.of(policy, root);
            case MEMBER ->
                    MEMBERS.stream()
                            .map(name -> data.resolve("members").resolve(name))
                            .flatMap(folder ->
                                    Stream.of(Consortium.POLICY, Consortium.MIRRORS)
                                            .map(folder::resolve));
            case LEDGER, AUTHORITY, PORTAL -> Stream.empty();
        };
    }

    /// Also for a directory of a version that published none.
    private static void publishVrfKey(DataDirectory data, Path trust) throws IOException {
        var log = LogKeys.of(data.root(), LOG, ORIGIN);
        if (Files.exists(trust.resolve(VrfKeys.FILE)) || !Files.exists(log.vrfFile())) {
            return;
        }
        var line = new VrfKeys.Line(ORIGIN, log.vrf().publicKey());
        write(trust.resolve(VrfKeys.FILE), new VrfKeys(List.of(line)).print());
    }

    private static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.getParent());
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
