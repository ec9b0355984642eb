package io.counterfoil.cli;

import io.counterfoil.platform.DataDirectory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// The server that runs on a data directory, and the keys that lie there.
///
/// @param base without a slash at the end
record Server(Path data, URI base) {

    /// Finds the server by the note of who holds the directory.
    ///
    /// @throws Refusal when none runs there
    static Server of(Path data) {
        var holder =
                DataDirectory.holder(data)
                        .orElseThrow(() ->
                                new Refusal(
                                        1,
                                        "Nothing runs on %s: start it with \"./counterfoil up\", or name another directory with --data."
                                                .formatted(data)));
        return new Server(data, URI.create("http://127.0.0.1:" + holder.port()));
    }

    /// Calls with the key of a role.
    ///
    /// @throws Refusal when the directory has no such key, or it cannot be read
    Calls as(String role) {
        var file = data.resolve("keys").resolve(role + ".key");
        try {
            return new Calls(base, Files.readString(file).strip());
        } catch (IOException e) {
            throw new Refusal(
                    1, "The API key %s cannot be read: is the server ready?".formatted(file));
        }
    }
}
