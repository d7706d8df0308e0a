package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

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
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * An application {@code app.Application} that a test compiles, and starts in a class loader of its own.
 *
 * @param loader creates the class loader of the folder
 */
record CompiledApplication(Path folder, Function<URL[], URLClassLoader> loader) {
    static CompiledApplication in(Path folder) {
        return new CompiledApplication(
                folder, urls -> new URLClassLoader(urls, CompiledApplication.class.getClassLoader()));
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
        List<String> command = new ArrayList<>(List.of(
                "-d",
                folder.toString(),
                "-parameters",
                "-nowarn",
                "-classpath",
                folder + System.getProperty("path.separator") + System.getProperty("java.class.path")));
        command.addAll(
                processed
                        ? List.of("-processor", "io.github.once4j.processor.OnceProcessor", "-Aonce4j.unguarded=ignore")
                        : List.of("-proc:none"));
        files.forEach(file -> command.add(file.toString()));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, command.toArray(String[]::new)))
                .isZero();
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
            try (var context = new SpringApplicationBuilder(application)
                    .resourceLoader(new DefaultResourceLoader(classes))
                    .web(WebApplicationType.NONE)
                    .logStartupInfo(false)
                    .registerShutdownHook(false)
                    .properties(
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
