package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `./counterfoil test` on a machine that has nothing but JDK and Maven installs what tests need,
/// where that may be done. The machine is a PATH: the launcher's few programs, a Maven that does
/// nothing, and an installer that only writes down what it was asked for.
class BareMachineStory {

    /// What the launcher itself calls on its way to Maven.
    private static final List<String> PROGRAMS =
            List.of("bash", "dirname", "tr", "mkdir", "mktemp", "rm", "mv", "find", "grep");

    /// Maven's own code, so that the launcher goes no further.
    private static final int MAVEN_WAS_CALLED = 42;

    @TempDir Path machine;

    @BeforeEach
    void hasTheProgramsOfTheLauncherOnly() throws IOException {
        for (var program : PROGRAMS) {
            program(program, "exec %s \"$@\"".formatted(find(program)));
        }
        program("mvn", "exit " + MAVEN_WAS_CALLED);
        program("id", "echo 0");
    }

    @Test
    void allThatIsMissingIsInstalled() throws IOException {
        program("apt-get", "echo \"$*\" >>\"%s\"".formatted(machine.resolve("asked")));
        assertThat(test()).contains("Installing what tests need: chromium openssl python3-venv");
        assertThat(Files.readAllLines(machine.resolve("asked")))
                .containsExactly(
                        "update",
                        "install -y --no-install-recommends chromium openssl python3-venv");
    }

    @Test
    void whatIsThereIsNotInstalledAgain() throws IOException {
        program("apt-get", "echo \"$*\" >>\"%s\"".formatted(machine.resolve("asked")));
        program("chromium", "exit 0");
        program("openssl", "exit 0");
        program("python3", "exit 1"); // a Python that lacks the module
        assertThat(test()).contains("Installing what tests need: python3-venv ...");
        program("python3", "exit 0");
        Files.delete(machine.resolve("asked"));
        assertThat(test()).doesNotContain("Install", "installed");
        assertThat(machine.resolve("asked")).doesNotExist();
    }

    @Test
    void testsGoOnWhereNothingCanBeInstalled() throws IOException {
        assertThat(test()).contains("Not installed, so that some tests are skipped: chromium");
        program("apt-get", "exit 100");
        assertThat(test()).contains("They cannot all be installed");
        program("id", "echo 1000");
        assertThat(test()).contains("Not installed, so that some tests are skipped: chromium");
    }

    /// What the launcher said on its way to Maven.
    private String test() {
        var environment =
                Map.of("PATH", machine.toString(), "JAVA_HOME", System.getProperty("java.home"));
        var outcome = Product.run(environment, "test");
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(MAVEN_WAS_CALLED);
        return outcome.err();
    }

    private void program(String name, String line) throws IOException {
        var file = machine.resolve(name);
        Files.deleteIfExists(file);
        Files.writeString(file, "#!%s\n%s\n".formatted(find("bash"), line));
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static Path find(String program) {
        return List.of("/bin", "/usr/bin").stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
