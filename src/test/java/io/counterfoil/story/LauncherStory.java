package io.counterfoil.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher in a clone of its own, with a Maven that waits to be let go and a Java that makes
/// the start-up cache at once.
class LauncherStory {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;
    private Path clone;

    @BeforeEach
    void isCloned() throws IOException {
        clone = Files.createDirectory(folder.resolve("clone"));
        Files.copy(Path.of("counterfoil"), clone.resolve("counterfoil"));
        Files.createDirectories(clone.resolve("src/main"));
        Files.writeString(clone.resolve("pom.xml"), "");
        Files.writeString(clone.resolve("openapi.yaml"), "");
        Files.createDirectories(clone.resolve("jdk/bin"));
        Files.writeString(clone.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
        program("jdk/bin/javac", "exit 0");
        program("jdk/bin/java", "touch target/counterfoil.aot");
        program(
                "mvn",
                "echo built >>maven; until [ -e go ]; do read -rt 0.1 <> <(:) || :; done;"
                        + " mkdir -p target/quarkus-app; touch target/quarkus-app/quarkus-run.jar");
    }

    @Test
    void ofTwoCommandsAtOnceOneBuildsAndTheOtherWaits() throws Exception {
        var first = build("first");
        Product.await("Maven", PATIENCE, () -> Files.exists(clone.resolve("maven")));
        var second = build("second");
        Product.await("the second", PATIENCE, () -> says("second", "Waiting", "Building"));
        Files.createFile(clone.resolve("go"));
        assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.exitValue() + second.exitValue()).isZero();
        assertThat(clone.resolve("maven")).hasContent("built");
    }

    @Test
    void aFolderThatWasMovedIsTrainedAgainAndNotBuiltAgain() throws Exception {
        Files.createFile(clone.resolve("go"));
        assertThat(build("first").waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(build("second").waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(clone.resolve("second")).isEmptyFile();

        clone = Files.move(clone, clone.resolveSibling("moved"));
        assertThat(build("third").waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(clone.resolve("third")).content().contains("Training");
        assertThat(clone.resolve("maven")).hasContent("built");
    }

    private Process build(String name) throws IOException {
        var builder =
                new ProcessBuilder(clone.resolve("counterfoil").toString(), "build")
                        .directory(clone.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(clone.resolve(name).toFile());
        builder.environment().put("PATH", clone + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", clone.resolve("jdk").toString());
        return builder.start();
    }

    private boolean says(String name, String... words) {
        try {
            var said = Files.readString(clone.resolve(name));
            return Arrays.stream(words).anyMatch(said::contains);
        } catch (IOException e) {
            return false;
        }
    }

    private void program(String name, String line) throws IOException {
        var file = Files.writeString(clone.resolve(name), "#!/bin/bash\n" + line + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
