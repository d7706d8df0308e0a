package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * An application {@code app.Application} that a test compiles, and starts in a class loader of its own.
 *
 * @param loader creates the class loader of the folder
 * @param whole whether it has all auto-configurations, which take their time, and not the starter's alone
 */
record CompiledApplication(Path folder, Function<URL[], URLClassLoader> loader, boolean whole) {
    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** One for all compilations, so that each jar of the class path is opened once. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private static final List<Path> CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();

    static CompiledApplication in(Path folder) {
        return new CompiledApplication(
                folder, urls -> new URLClassLoader(urls, CompiledApplication.class.getClassLoader()), false);
    }

    CompiledApplication withAllAutoConfigurations() {
        return new CompiledApplication(folder, loader, true);
    }

    /** Compiles sources, by the names of their files. */
    void compile(boolean processed, Map<String, String> sources) throws IOException {
        List<Path> files = new ArrayList<>();
        for (var source : sources.entrySet()) {
            files.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue()));
        }
        compile(processed, files);
    }

    void compile(boolean processed, List<Path> files) {
        try {
            FILES.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            FILES.setLocationFromPaths(
                    StandardLocation.CLASS_PATH,
                    Stream.concat(Stream.of(folder), CLASS_PATH.stream()).toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        var options = processed
                ? List.of(
                        "-parameters",
                        "-nowarn",
                        "-processor",
                        "io.github.once4j.processor.OnceProcessor",
                        "-Aonce4j.unguarded=ignore")
                : List.of("-parameters", "-nowarn", "-proc:none");
        assertThat(COMPILER.getTask(null, FILES, null, options, null, FILES.getJavaFileObjectsFromPaths(files))
                        .call())
                .isTrue();
    }

    /** Starts and closes the application; returns why it did not start. */
    @Nullable
    Throwable failure(String... properties) {
        return catchThrowable(() -> run(context -> {}, properties));
    }

    /** Starts the application, for as long as a test uses it. */
    void run(Use use, String... properties) throws Exception {
        try (var classes = open()) {
            Class<?> application = classes.loadClass("app.Application");
            Thread.currentThread().setContextClassLoader(classes);
            Class<?>[] sources =
                    whole ? new Class<?>[] {application} : new Class<?>[] {application, OnceAutoConfiguration.class};
            try (var context = new SpringApplicationBuilder(sources)
                    .resourceLoader(new DefaultResourceLoader(classes))
                    .web(WebApplicationType.NONE)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .properties(
                            EnableAutoConfiguration.ENABLED_OVERRIDE_PROPERTY + "=" + whole,
                            "once4j.backend=memory",
                            "spring.main.banner-mode=off",
                            "logging.level.root=off",
                            Contexts.EXCLUDED)
                    .properties(properties)
                    .run()) {
                use.of(context);
            }
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
    }

    URLClassLoader open() {
        try {
            return loader.apply(new URL[] {folder.toUri().toURL()});
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What a test does with the application. */
    interface Use {
        void of(ConfigurableApplicationContext application) throws Exception;
    }
}
