package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What build tools rely on that compile only what changed: one file for one type, which is its only origin. */
class IncrementalTest {
    private static String service(String name, String key) {
        return """
                package incremental;

                import io.github.once4j.Once;

                public abstract class %s {
                    @Once(key = "%s")
                    public void run() {}

                    public abstract static class Nested {
                        @Once(key = "nested-%s")
                        public void run() {}
                    }
                }
                """.formatted(name, key, key);
    }

    @Test
    void gradleIsToldThatTheProcessorIsolates() throws IOException {
        try (var descriptor =
                OnceProcessor.class.getResourceAsStream("/META-INF/gradle/incremental.annotation.processors")) {
            assertThat(new String(descriptor.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip())
                    .isEqualTo(OnceProcessor.class.getName() + ",isolating");
        }
    }

    @Test
    void eachFileHasTheTypeAsItsOneOrigin() {
        var recording = new Recording();
        Compiled compiled = Compiled.with(List.of(), List.of(recording), service("One", "one"), service("Two", "two"));
        assertThat(compiled.isClean()).isTrue();
        assertThat(recording.written)
                .containsExactlyInAnyOrder(
                        "createSourceFile incremental.OneOnce of [incremental.One]",
                        "createSourceFile incremental.One_NestedOnce of [incremental.One.Nested]",
                        "createSourceFile incremental.TwoOnce of [incremental.Two]",
                        "createSourceFile incremental.Two_NestedOnce of [incremental.Two.Nested]");
    }

    /** As an incremental build does it: the changed source alone, the rest as class files. */
    @Test
    void aChangedSourceIsWrittenAnewWithoutTheOthers(@TempDir Path folder) throws IOException {
        compile(folder, service("One", "one"), service("Two", "two"));
        Path one = folder.resolve("incremental/OneOnce.java");
        Path two = folder.resolve("incremental/TwoOnce.java");
        String before = Files.readString(two);
        Files.delete(two);
        compile(folder, service("One", "changed"));
        assertThat(one).content().contains("\"changed\"");
        assertThat(two).doesNotExist();
        compile(folder, service("Two", "two"));
        assertThat(two).content().isEqualTo(before);
    }

    private static void compile(Path folder, String... sources) throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            manager.setLocationFromPaths(StandardLocation.SOURCE_OUTPUT, List.of(folder));
            List<Path> classPath = new ArrayList<>(List.of(folder));
            Stream.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator))
                    .map(Path::of)
                    .forEach(classPath::add);
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            manager.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
            List<Path> files = new ArrayList<>();
            for (String source : sources) {
                Path file = folder.resolve(Compiled.name(source).replace('.', '/') + ".java");
                Files.createDirectories(file.getParent());
                files.add(Files.writeString(file, source));
            }
            var task = compiler.getTask(
                    null, manager, null, Compiled.STRICT, null, manager.getJavaFileObjectsFromPaths(files));
            task.setProcessors(List.of(new OnceProcessor()));
            assertThat(task.call()).isTrue();
        }
    }

    /** Ours, with a filer that takes note of what is written, and of what it is said to come from. */
    private static final class Recording extends AbstractProcessor {
        private final OnceProcessor ours = new OnceProcessor();
        private final List<String> written = new ArrayList<>();

        @Override
        public synchronized void init(ProcessingEnvironment environment) {
            Filer filer = environment.getFiler();
            Filer noting = proxy(Filer.class, filer, filer);
            ours.init(proxy(ProcessingEnvironment.class, environment, noting));
        }

        private <T> T proxy(Class<T> type, T real, Filer filer) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                        if (method.getName().equals("getFiler")) {
                            return filer;
                        }
                        if (type == Filer.class) {
                            written.add(method.getName() + " " + arguments[0] + " of "
                                    + List.of((Element[]) arguments[arguments.length - 1]));
                        }
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException failed) {
                            throw failed.getCause();
                        }
                    }));
        }

        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return ours.getSupportedAnnotationTypes();
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return ours.getSupportedSourceVersion();
        }

        @Override
        @SuppressWarnings("DoNotClaimAnnotations") // it is the other's answer
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            return ours.process(annotations, round);
        }
    }
}
