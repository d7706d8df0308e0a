package io.github.once4j.torture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import io.github.once4j.processor.OnceProcessor;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.JarFile;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The published sources of one library, compiled with or without the processor. */
final class Library {
    private static final JavaCompiler JAVAC =
            Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");

    private final String classPath;
    private final Map<String, SourceFile> files = new TreeMap<>();

    private Library(String classPath) {
        this.classPath = classPath;
    }

    /**
     * Reads a library, and leaves out the files that do not compile as they are (their optional dependencies are not
     * here; their classes come from the library's own jar) until the rest does.
     */
    static Library read(Path sources, String classPath) throws IOException {
        var library = new Library(classPath);
        try (var jar = new JarFile(sources.toFile())) {
            for (var entry : (Iterable<java.util.jar.JarEntry>) jar.stream()::iterator) {
                String name = entry.getName();
                if (name.endsWith(".java") && !name.startsWith("META-INF/") && !name.endsWith("module-info.java")) {
                    String text = new String(jar.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    library.files.put(name, new SourceFile(name, text));
                }
            }
        }
        while (library.dropWhatDoesNotCompile()) {}
        library.findPlaces();
        return library;
    }

    Collection<SourceFile> files() {
        return files.values();
    }

    long annotated() {
        return files.values().stream().mapToLong(SourceFile::annotated).sum();
    }

    /** Compiles all with the processor; answers what the compiler said, of every kind. */
    List<Diagnostic<? extends JavaFileObject>> compile(Path output) throws IOException {
        return compile(SourceFile::annotatedText, List.of(new OnceProcessor()), output);
    }

    private boolean dropWhatDoesNotCompile() throws IOException {
        boolean dropped = false;
        Path output = Files.createTempDirectory("torture");
        for (var found : compile(SourceFile::original, List.of(), output)) {
            if (found.getKind() == Diagnostic.Kind.ERROR) {
                dropped |= files.remove(name(found)) != null;
            }
        }
        return dropped;
    }

    private List<Diagnostic<? extends JavaFileObject>> compile(
            Function<SourceFile, String> text, List<Processor> processors, Path output) throws IOException {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (StandardJavaFileManager manager = JAVAC.getStandardFileManager(diagnostics, Locale.ROOT, null)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            manager.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(output));
            // A class in a file of another name draws a warning wherever it is named: nothing generated can help that.
            var options = new ArrayList<>(List.of(
                    "-classpath", classPath, "-Xlint:all,-processing,-auxiliaryclass", "-Xmaxerrs", "100000", "-Xmaxwarns", "100000"));
            if (processors.isEmpty()) {
                options.add("-proc:none");
            }
            var task = JAVAC.getTask(null, manager, diagnostics, options, null, units(text));
            if (!processors.isEmpty()) {
                task.setProcessors(processors);
            }
            task.call();
        }
        return diagnostics.getDiagnostics();
    }

    private void findPlaces() throws IOException {
        var task =
                (JavacTask) JAVAC.getTask(null, null, null, List.of("-proc:none"), null, units(SourceFile::original));
        var positions = Trees.instance(task).getSourcePositions();
        for (CompilationUnitTree unit : task.parse()) {
            Objects.requireNonNull(files.get(name(unit.getSourceFile()))).findPlaces(unit, positions);
        }
    }

    private List<Unit> units(Function<SourceFile, String> text) {
        return files.values().stream()
                .map(file -> new Unit(file.name(), text.apply(file)))
                .toList();
    }

    /** The name of the library's file that a message is about; empty for a generated file, and for none. */
    static String name(Diagnostic<? extends JavaFileObject> found) {
        return found.getSource() == null ? "" : name(found.getSource());
    }

    private static String name(JavaFileObject file) {
        // The compiler hands out wrappers of its own.
        return "mem".equals(file.toUri().getScheme()) ? file.toUri().getPath().substring(1) : "";
    }

    SourceFile file(String name) {
        return Objects.requireNonNull(files.get(name), name);
    }

    private static final class Unit extends SimpleJavaFileObject {
        private final String text;

        Unit(String name, String text) {
            super(URI.create("mem:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public String getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
