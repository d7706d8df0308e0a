package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No tool warns of generated code: not the lints of javac, not ecj, not doclint, not Error Prone with NullAway. */
class CleanTest {
    private static final List<String> ALL = List.of("-Xmaxwarns", "10000");

    /** Draws a warning of each tool. */
    private static final String WARNED = """
            package warned;

            @org.jspecify.annotations.NullMarked
            public class Warned {
                private int unused;

                public String raw(java.util.List list) {
                    return null;
                }
            }
            """;

    private static String[] sources() {
        return Stream.concat(
                        Stream.of(WARNED),
                        Golden.files("shapes", ".java").stream().flatMap(shape -> Arrays.stream(Golden.sources(shape))))
                .toArray(String[]::new);
    }

    /** The compiler warns of a source that is given, and not of those that are generated. */
    private static void isClean(Build build) {
        assertThat(build.generated()).describedAs("%s", build.said()).hasSizeGreaterThan(30);
        assertThat(build.warnings(false)).anyMatch(warning -> warning.startsWith("Warned.java:"));
        assertThat(build.warnings(true)).isEmpty();
    }

    @Test
    void underAllLints() {
        isClean(Build.javac(concat(ALL, "-Xlint:all"), sources()));
    }

    @Test
    void onEcjWithAllWarnings() {
        isClean(Build.ecj(List.of("-warn:all"), sources()));
    }

    /** JDK 17 cannot suppress doclint in the source. */
    @Test
    void underDoclint() {
        List<String> doclint = concat(ALL, "-Xdoclint:all/protected");
        String probe =
                "/** A class. */\n@SuppressWarnings(\"doclint\")\npublic class Probe {\n    public int run() { return 1; }\n}\n";
        assumeThat(Build.javac(doclint, probe).said()).isEmpty();
        isClean(Build.javac(doclint, sources()));
    }

    /** In a JVM of its own: Error Prone needs internals of javac. Its errors are warnings, so that all files are checked. */
    @Test
    void underErrorProneAndNullAway(@TempDir Path folder) throws IOException, InterruptedException {
        assumeThatCode(() -> Class.forName("com.uber.nullaway.NullAway"))
                .describedAs("it is on the class path for JDK 21 and later")
                .doesNotThrowAnyException();
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "javac").toString());
        for (String inner :
                List.of("api", "code", "comp", "file", "main", "model", "parser", "processing", "tree", "util")) {
            command.add("-J--add-exports=jdk.compiler/com.sun.tools.javac." + inner + "=ALL-UNNAMED");
            command.add("-J--add-opens=jdk.compiler/com.sun.tools.javac." + inner + "=ALL-UNNAMED");
        }
        command.addAll(ALL);
        command.addAll(List.of("-XDcompilePolicy=simple", "--should-stop=ifError=FLOW", "-parameters"));
        command.add("-XDaddTypeAnnotationsToSymbol=true");
        command.add(
                "-Xplugin:ErrorProne -XepAllErrorsAsWarnings -Xep:NullAway:WARN -XepOpt:NullAway:OnlyNullMarked=true -XepOpt:NullAway:JSpecifyMode=true");
        command.addAll(List.of("-processor", OnceProcessor.class.getName()));
        command.addAll(List.of("-classpath", classPath, "-processorpath", classPath, "-d", folder.toString()));
        for (String source : sources()) {
            Path file = folder.resolve(Compiled.name(source).replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            command.add(Files.writeString(file, source).toString());
        }
        Path output = folder.resolve("output.txt");
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        List<String> said = Files.readString(output, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.matches(".*\\.java:\\d+: (warning|error): .*"))
                .toList();
        assertThat(status).describedAs("%s", said).isZero();
        assertThat(said).anyMatch(line -> line.contains("[NullAway]"));
        assertThat(said).noneMatch(line -> line.contains("Once.java:"));
    }

    private static List<String> concat(List<String> options, String more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }
}
