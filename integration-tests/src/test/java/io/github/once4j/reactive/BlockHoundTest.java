package io.github.once4j.reactive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing blocks a thread that must not be blocked. In a JVM of its own: BlockHound changes the JDK's classes. */
@Timeout(180)
class BlockHoundTest {
    @Test
    void findsNothing() throws IOException {
        assumeTrue(Runtime.version().feature() < 25, "the option that BlockHound needs is deprecated for removal");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+AllowRedefinitionToAddDeleteMethods",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BlockHoundMain.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).contains("detects true", "detects in a body true", "blocked none");
    }
}
