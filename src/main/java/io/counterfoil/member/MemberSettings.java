package io.counterfoil.member;

import com.sun.net.httpserver.HttpHandler;
import io.counterfoil.kernel.note.KeyName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// What one member is made of.
///
/// @param name begins the names of its keys, such as `counterfoil.local/tax`
/// @param directory keys, policies, store and evidence
/// @param highWater the high-water records, in a place that no backup of `directory` brings back
/// @param address where it listens; port 0 takes any
/// @param limits how much it puts up with
/// @param clock its own time
/// @param services further paths that it answers, such as `/tsa`
/// @param trustStore whether missing high-water records are made from the store, because an
///   operator knows that nothing newer was ever signed
public record MemberSettings(
        KeyName name,
        Path directory,
        Path highWater,
        InetSocketAddress address,
        Limits limits,
        Clock clock,
        Map<String, HttpHandler> services,
        boolean trustStore) {

    /// Copies the services.
    public MemberSettings {
        services = Map.copyOf(services);
    }

    /// How much a member puts up with.
    ///
    /// @param clockTolerance how far a time of receipt may be from what the member believes
    /// @param uploadPatience how long one upload may take; what came until then counts
    public record Limits(Duration clockTolerance, Duration uploadPatience) {

        /// Five minutes of clocks that differ; an upload of 8,192 entries takes a second.
        public static final Limits DEFAULT =
                new Limits(Duration.ofMinutes(5), Duration.ofSeconds(20));
    }

    /// A member with the system's clock, the default limits and no further service.
    public static MemberSettings of(
            KeyName name, Path directory, Path highWater, InetSocketAddress address) {
        return new MemberSettings(
                name,
                directory,
                highWater,
                address,
                Limits.DEFAULT,
                Clock.systemUTC(),
                Map.of(),
                false);
    }

    /// Where a member's files lie in a data directory.
    public static Path directory(Path data, String member) {
        return data.resolve("members").resolve(member);
    }

    /// Where a member's high-water records lie in a data directory; a backup leaves them out.
    public static Path highWater(Path data, String member) {
        return data.resolve("highwater").resolve("members").resolve(member);
    }

    /// The same member with further services.
    public MemberSettings with(Map<String, HttpHandler> more) {
        return new MemberSettings(
                name, directory, highWater, address, limits, clock, more, trustStore);
    }

    /// The same member, and with it the time-stamp authority whose keys lie in its directory.
    public MemberSettings withTimeStamps() throws IOException {
        String owner = name.value().substring(name.value().lastIndexOf('/') + 1);
        return with(TimeStampService.of(directory, owner, clock));
    }

    /// The same member with other limits.
    public MemberSettings with(Limits other) {
        return new MemberSettings(
                name, directory, highWater, address, other, clock, services, trustStore);
    }

    /// The same member with another clock.
    public MemberSettings with(Clock other) {
        return new MemberSettings(
                name, directory, highWater, address, limits, other, services, trustStore);
    }

    /// The same member, whose store may or may not be trusted to be the newest there is.
    public MemberSettings trustingStore(boolean trust) {
        return new MemberSettings(
                name, directory, highWater, address, limits, clock, services, trust);
    }
}
