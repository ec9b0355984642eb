package io.counterfoil.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.counterfoil.crypto.RememberedSignatures;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/// One member of the consortium with its own directory, keys and HTTP listener.
///
/// Nothing in it knows of other members but their public keys. Starting takes the store's lock, so
/// a directory has one member at a time.
public final class MemberNode implements Closeable {

    private static final Logger LOG = Logger.getLogger(MemberNode.class);

    private final MemberState state;
    private final WritingThread thread;
    private final MemberServer server;

    private MemberNode(MemberState state, WritingThread thread, MemberServer server) {
        this.state = state;
        this.thread = thread;
        this.server = server;
    }

    /// Starts a member.
    ///
    /// @throws IOException also when its policies are missing or do not list its keys, when its
    ///   high-water record is missing or damaged, or when its address or directory is in use
    public static MemberNode start(MemberSettings settings) throws IOException {
        var keys = MemberKeys.ensure(settings.directory(), settings.name());
        var policies = Policies.load(settings.directory(), RememberedSignatures.ofThisProcess());
        if (!policies.lists(keys)) {
            throw new IOException(
                    "the policies in %s do not list the keys of %s"
                            .formatted(settings.directory(), settings.name()));
        }
        var state = MemberState.open(settings, policies, keys);
        var thread = new WritingThread(settings.name().value(), state::publish);
        try {
            var submissions =
                    new Submissions(policies, state.witnessing(), state.mirroring(), thread);
            var server = new MemberServer(settings, state.monitoring(), submissions);
            LOG.infof(
                    "Member listens name=%s port=%d stored=%d",
                    settings.name(), server.address().getPort(), state.size());
            return new MemberNode(state, thread, server);
        } catch (IOException e) {
            thread.close();
            state.close();
            throw e;
        }
    }

    /// The policy files that a member needs and that are not there yet.
    public static List<Path> missing(MemberSettings settings) {
        return Arrays.stream(Line.values())
                .map(line -> Policies.file(settings.directory(), line))
                .filter(file -> !Files.exists(file))
                .toList();
    }

    /// Where it listens.
    public InetSocketAddress address() {
        return server.address();
    }

    /// Whether it can sign, and how far it has come; what `GET /health` says.
    public String health() {
        return new String(state.monitoring().get("/health").body().toArray(), UTF_8);
    }

    /// Answers what it is answering, and stops.
    @Override
    public void close() throws IOException {
        server.close();
        thread.close();
        state.close();
    }
}
