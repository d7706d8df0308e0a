package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code @Transactional} on a guarded method compiles where the starter, which keeps the key until the commit, is there. */
class TransactionalSwitchTest {
    @TempDir
    private Path folder;

    @Test
    void transactionalCompilesWithTheStarterAlone() throws Exception {
        String classPath = System.getProperty("java.class.path");
        Path starter = Path.of(OnceTransactions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(compile(classPath)).isEmpty();
        assertThat(compile(Arrays.stream(classPath.split(File.pathSeparator))
                        .filter(element -> !Path.of(element).equals(starter))
                        .collect(Collectors.joining(File.pathSeparator))))
                .contains("[ONCE-506]");
    }

    private String compile(String classPath) throws Exception {
        Path source = Files.writeString(folder.resolve("Bank.java"), """
                @org.springframework.stereotype.Service
                public abstract class Bank {
                    @org.springframework.transaction.annotation.Transactional
                    @io.github.once4j.Once(key = "pay-{id}")
                    public void pay(int id) {}
                }
                """);
        var errors = new ByteArrayOutputStream();
        ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        errors,
                        "-d",
                        folder.toString(),
                        "-parameters",
                        "-nowarn",
                        "-processor",
                        "io.github.once4j.processor.OnceProcessor",
                        "-classpath",
                        classPath,
                        source.toString());
        return errors.toString();
    }
}
