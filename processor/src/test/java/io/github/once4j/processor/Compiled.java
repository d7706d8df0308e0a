package io.github.once4j.processor;

import static com.google.testing.compile.Compiler.javac;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.testing.compile.Compilation;
import com.google.testing.compile.JavaFileObjects;
import io.github.once4j.Once;
import io.github.once4j.runtime.OnceGuard;
import io.lettuce.core.RedisURI;
import io.smallrye.common.annotation.CheckReturnValue;
import io.smallrye.mutiny.Uni;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.JavaFileObject;
import org.jctools.queues.SpscArrayQueue;
import org.jspecify.annotations.NullMarked;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** Sources, compiled with the processor as a strict user compiles them: all lints on, a warning is an error. */
final class Compiled {
    static final List<String> STRICT =
            List.of("-Xlint:all,-processing", "-Xdoclint:all/package,-missing", "-Werror", "-parameters");

    /** The class path of the tests without what only the tests use: a compilation reads the contents of every archive. */
    static final List<Path> CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> !path.matches(
                    ".*[/\\\\](archunit|assertj|byte-buddy|dataflow|ecj|error_prone|guava|junit|kotlin)[^/\\\\]*"))
            .map(Path::of)
            .toList();

    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:@\\S+(?:\\(.*\\))?\\s+)*(?:public |abstract |final |sealed )*(?:class|@?interface|record|enum) (\\w+)");

    private final Compilation compilation;

    private Compiled(Compilation compilation) {
        this.compilation = compilation;
    }

    static Compiled of(String... sources) {
        return with(List.of(), sources);
    }

    static Compiled with(List<String> options, String... sources) {
        return with(options, List.of(new OnceProcessor()), sources);
    }

    /** With processors, in this order. */
    static Compiled with(List<String> options, List<Processor> processors, String... sources) {
        List<String> all = new ArrayList<>(STRICT);
        all.addAll(options);
        List<JavaFileObject> files = new ArrayList<>();
        for (String source : sources) {
            files.add(JavaFileObjects.forSourceString(name(source), source));
        }
        return new Compiled(
                javac().withClasspath(CLASS_PATH.stream().map(Path::toFile).toList())
                        .withProcessors(processors)
                        .withOptions(all)
                        .compile(files));
    }

    /** Where the modules are that generated code needs. */
    static List<Path> modules() {
        return Stream.of(
                        Once.class,
                        OnceGuard.class,
                        NullMarked.class,
                        RedisURI.class,
                        Publisher.class,
                        Mono.class,
                        Uni.class,
                        CheckReturnValue.class,
                        SpscArrayQueue.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .map(place -> Path.of(URI.create(place.toString())))
                .toList();
    }

    /** A folder of class files, compiled without any processor. */
    static Path classFiles(List<String> options, String... sources) {
        List<JavaFileObject> files = new ArrayList<>();
        for (String source : sources) {
            files.add(JavaFileObjects.forSourceString(name(source), source));
        }
        Compilation compilation = javac().withOptions(options).compile(files);
        try {
            Path folder = Files.createTempDirectory("once4j-classes");
            for (JavaFileObject file : compilation.generatedFiles()) {
                Path target = folder.resolve(file.toUri().getPath().replaceFirst("^/CLASS_OUTPUT/", ""));
                Files.createDirectories(target.getParent());
                Files.write(target, bytes(file));
            }
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The qualified name of the first top-level type of a source. */
    static String name(String source) {
        if (Pattern.compile("(?m)^module ").matcher(source).find()) {
            return "module-info";
        }
        var inPackage = Pattern.compile("(?m)^package ([\\w.]+);").matcher(source);
        String prefix = inPackage.find() ? inPackage.group(1) + "." : "";
        if (source.contains("\npackage ") && !TYPE.matcher(source).find()) {
            return prefix + "package-info";
        }
        var type = TYPE.matcher(source);
        return type.find() ? prefix + type.group(1) : prefix + "package-info";
    }

    /** What javac says, one message each: {@code line:column kind text}. */
    List<String> messages() {
        return compilation.diagnostics().stream()
                .filter(each -> !each.getMessage(Locale.ROOT).startsWith("warnings found and -Werror"))
                .map(each -> each.getLineNumber() + ":" + each.getColumnNumber() + " "
                        + kind(each) + " "
                        + each.getMessage(Locale.ROOT))
                .toList();
    }

    /** What javac says of which file, but notes. */
    List<String> located() {
        return compilation.diagnostics().stream()
                .filter(each -> each.getKind() != Diagnostic.Kind.NOTE)
                .map(each -> (each.getSource() == null ? "" : each.getSource().getName()) + ":" + each.getLineNumber()
                        + " " + each.getMessage(Locale.ROOT))
                .toList();
    }

    boolean isClean() {
        return compilation.status() == Compilation.Status.SUCCESS;
    }

    /** The sources that were generated, by file name. */
    Map<String, String> generated() {
        assertThat(messages()).noneMatch(message -> !message.contains(" note [ONCE-"));
        Map<String, String> texts = new TreeMap<>();
        for (JavaFileObject file : compilation.generatedSourceFiles()) {
            String path = file.toUri().getPath();
            texts.put(path.substring(path.lastIndexOf('/') + 1), text(file));
        }
        return texts;
    }

    /** Loads what was compiled. */
    ClassLoader load() {
        Map<String, byte[]> classes = new HashMap<>();
        for (JavaFileObject file : compilation.generatedFiles()) {
            if (file.getKind() == JavaFileObject.Kind.CLASS) {
                String path = file.toUri().getPath().replaceFirst("^/CLASS_OUTPUT/", "");
                classes.put(path.replaceFirst("\\.class$", "").replace('/', '.'), bytes(file));
            }
        }
        return new ClassLoader(Compiled.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                byte[] bytes = classes.get(name);
                if (bytes == null) {
                    throw new ClassNotFoundException(name);
                }
                return defineClass(name, bytes, 0, bytes.length);
            }
        };
    }

    /** What ecj says about the same sources, one message each: {@code line kind text}. */
    static List<String> ecj(String... sources) {
        return ecj(List.of(), sources);
    }

    static List<String> ecj(List<String> options, String... sources) {
        return Build.ecj(options, sources).said();
    }

    private static String kind(Diagnostic<?> diagnostic) {
        return diagnostic.getKind().name().toLowerCase(Locale.ROOT).replace("mandatory_", "");
    }

    private static String text(JavaFileObject file) {
        return new String(bytes(file), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(JavaFileObject file) {
        try (var in = file.openInputStream()) {
            var out = new ByteArrayOutputStream();
            in.transferTo(out);
            return out.toByteArray();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
