package io.counterfoil.platform.outside;

import io.counterfoil.platform.DataDirectory;
import io.counterfoil.platform.Role;
import io.counterfoil.platform.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/// Which servers run outside of this process, named by the operator; the others are embedded.
public record Outside(Optional<OutsidePostgres> postgres, Optional<OutsideKafka> kafka) {

    /// The servers that the settings name.
    ///
    /// @throws io.counterfoil.platform.StartRefused when they name one in a way that leads nowhere
    public static Outside of(Settings settings) {
        return new Outside(OutsidePostgres.of(settings), OutsideKafka.of(settings));
    }

    /// Whether no server lives in the data directory, so that processes can share it.
    public boolean isComplete() {
        return postgres.isPresent() && kafka.isPresent();
    }

    /// Takes a data directory for some roles, or as a whole where a server lives in it.
    public DataDirectory open(Path data, Set<Role> roles) {
        return isComplete() ? DataDirectory.open(data, roles) : DataDirectory.open(data);
    }
}
