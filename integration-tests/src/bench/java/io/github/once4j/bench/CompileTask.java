package io.github.once4j.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** One run of javac over sources in memory, whose output stays in memory too: no disk is measured. */
final class CompileTask {
    private static final JavaCompiler JAVAC =
            Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "needs a JDK");

    private CompileTask() {}

    /** Compiles, and answers what was generated, by class name; a compilation with an error or a warning fails. */
    static Map<String, String> run(Map<String, String> sources, @Nullable Processor processor) throws IOException {
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var files = new Memory(JAVAC.getStandardFileManager(diagnostics, null, null))) {
            List<JavaFileObject> units = new ArrayList<>();
            sources.forEach((name, text) -> units.add(new Source(name, text)));
            var options =
                    new ArrayList<>(List.of("-classpath", System.getProperty("java.class.path"), "-Xlint:-options"));
            if (processor == null) {
                options.add("-proc:none");
            }
            var task = JAVAC.getTask(null, files, diagnostics, options, null, units);
            if (processor != null) {
                task.setProcessors(List.of(processor));
            }
            if (!task.call()) {
                throw new IllegalStateException(diagnostics.getDiagnostics().stream()
                        .filter(found -> found.getKind() == Diagnostic.Kind.ERROR)
                        .limit(5)
                        .toList()
                        .toString());
            }
            return files.generated();
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final Map<String, Written> written = new LinkedHashMap<>();

        Memory(JavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            var file = new Written(name, kind);
            if (kind == JavaFileObject.Kind.SOURCE) {
                written.put(name, file);
            }
            return file;
        }

        Map<String, String> generated() {
            Map<String, String> texts = new LinkedHashMap<>();
            written.forEach((name, file) -> texts.put(name, file.getCharContent(true)));
            return texts;
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("mem:///" + name.replace('.', '/') + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public String getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Written extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Written(String name, Kind kind) {
            super(URI.create("out:///" + name.replace('.', '/') + kind.extension), kind);
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }

        @Override
        public String getCharContent(boolean ignoreEncodingErrors) {
            return bytes.toString(java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}
