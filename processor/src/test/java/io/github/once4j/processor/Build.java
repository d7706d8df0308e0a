package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * Sources, compiled with the processor from files to files: by ecj (which finds no modules through javax.tools), and by javac in a named module.
 *
 * @param said what the compiler says, one message each: {@code line kind text}; of ecj the errors, and what is ours: it lints less
 * @param warnings all that the compiler says but notes: {@code file:line kind text}
 * @param generated what was generated, by file name
 * @param output the folder of its class files
 */
record Build(List<String> said, List<String> warnings, Map<String, String> generated, Path output) {
    private static final String MODULE =
            "@SuppressWarnings(\"requires-automatic\") module shapes { requires io.github.once4j.runtime;"
                    + " requires static org.jspecify; requires static org.reactivestreams;"
                    + " requires static reactor.core; requires static io.smallrye.mutiny; }";
    private static final List<String> LIKE_ECJ = List.of("--release", "17", "-parameters");

    /** Shared, since they read all modules of the JDK and the contents of all archives, which takes longer than a compilation. */
    private static final StandardJavaFileManager OF_ECJ = manager(new EclipseCompiler());

    private static final StandardJavaFileManager OF_JAVAC = manager(ToolProvider.getSystemJavaCompiler());

    private static StandardJavaFileManager manager(JavaCompiler compiler) {
        return compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
    }

    static Build ecj(String... sources) {
        return ecj(List.of(), sources);
    }

    static Build ecj(List<String> options, String... sources) {
        List<String> all = new ArrayList<>(LIKE_ECJ);
        all.addAll(options);
        return compile(new EclipseCompiler(), all, false, sources);
    }

    static Build javac(List<String> options, String... sources) {
        return compile(ToolProvider.getSystemJavaCompiler(), options, false, sources);
    }

    static Build inModule(String... sources) {
        return compile(ToolProvider.getSystemJavaCompiler(), Compiled.STRICT, true, sources);
    }

    private static Build compile(JavaCompiler compiler, List<String> options, boolean inModule, String... sources) {
        boolean isEcj = compiler instanceof EclipseCompiler;
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        StandardJavaFileManager manager = isEcj ? OF_ECJ : OF_JAVAC;
        try {
            Path output = Files.createTempDirectory("once4j-build");
            output.toFile().deleteOnExit();
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            manager.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(output));
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, inModule ? List.of() : Compiled.CLASS_PATH);
            manager.setLocationFromPaths(StandardLocation.MODULE_PATH, inModule ? Compiled.modules() : List.of());
            List<Path> files = new ArrayList<>();
            for (String source : sources) {
                files.add(write(output, Compiled.name(source), source));
            }
            if (inModule) {
                files.add(write(output, "module-info", MODULE));
            }
            var task = compiler.getTask(
                    new StringWriter(),
                    manager,
                    diagnostics,
                    options,
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            task.setProcessors(List.of(new OnceProcessor()));
            task.call();
            List<Diagnostic<? extends JavaFileObject>> all = diagnostics.getDiagnostics();
            List<String> said = all.stream()
                    .filter(each -> each.getKind() == Diagnostic.Kind.ERROR
                            || (!isEcj && each.getKind() != Diagnostic.Kind.NOTE)
                            || each.getMessage(Locale.ROOT).contains("[ONCE-"))
                    .map(Build::text)
                    .toList();
            List<String> warnings = all.stream()
                    .filter(each -> each.getSource() != null && each.getKind() != Diagnostic.Kind.NOTE)
                    .map(each -> Path.of(each.getSource().toUri()).getFileName() + ":" + text(each))
                    .toList();
            return new Build(said, warnings, generated(output, files), output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Compiles a Java file beside class files that are there, without a processor. */
    static void compileInto(Path classes, Path file) {
        var said = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        said,
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-classpath",
                        classes + File.pathSeparator + System.getProperty("java.class.path"),
                        file.toString());
        assertThat(status).describedAs(said.toString(StandardCharsets.UTF_8)).isZero();
    }

    private static String text(Diagnostic<?> each) {
        return each.getLineNumber() + " "
                + each.getKind().name().toLowerCase(Locale.ROOT).replace("mandatory_", "") + " "
                + each.getMessage(Locale.ROOT);
    }

    private static Path write(Path folder, String name, String source) throws IOException {
        Path file = folder.resolve(name.replace('.', '/') + ".java");
        Files.createDirectories(file.getParent());
        return Files.writeString(file, source);
    }

    private static Map<String, String> generated(Path output, List<Path> given) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (var all = Files.walk(output)) {
            all.filter(file -> file.toString().endsWith(".java") && !given.contains(file))
                    .forEach(file -> texts.put(
                            file.toString().substring(file.toString().lastIndexOf(File.separatorChar) + 1),
                            Golden.read(file)));
        }
        return texts;
    }

    /** What the compiler says of generated files, or of the others. */
    List<String> warnings(boolean ofGenerated) {
        return warnings.stream()
                .filter(warning -> generated.containsKey(warning.substring(0, warning.indexOf(':'))) == ofGenerated)
                .toList();
    }

    ClassLoader load() {
        try {
            return new URLClassLoader(new URL[] {output.toUri().toURL()}, Build.class.getClassLoader());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
