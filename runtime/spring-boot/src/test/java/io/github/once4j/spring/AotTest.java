package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that is processed ahead of time: its context is refreshed by generated code. */
@Tag("aot")
class AotTest {
    /** In the package of the auto-configuration, which it imports alone: all others would take their time. */
    private static final String APPLICATION = """
            package io.github.once4j.spring;
            import org.springframework.boot.SpringApplication;
            @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
            @org.springframework.boot.autoconfigure.AutoConfigurationPackage(basePackages = "app")
            @org.springframework.context.annotation.Import({OnceAutoConfiguration.class, app.ReportsOnce.class})
            public class AotApplication {
                public static void main(String[] arguments) {
                    try (var context = SpringApplication.run(AotApplication.class, arguments)) {
                        System.setProperty("app.answer", context.getBean(app.Reports.class).build(1)
                                + context.getBean(io.github.once4j.runtime.OnceGuard.class));
                    }
                }
            }
            """;

    private static final String SERVICE = """
            package app;
            import io.github.once4j.Once;
            @org.springframework.stereotype.Service
            public abstract class Reports {
                @Once(key = "report-{id}", lease = "${app.lease:5m}", raiseOnLocked = true)
                public String build(int id) {
                    return "built by " + getClass().getSimpleName() + " with a ";
                }
            }
            """;

    private static final String APPLICATION_NAME = "io.github.once4j.spring.AotApplication";

    private static final String[] SETTINGS = {
        "--once4j.backend=memory",
        "--once4j.lease=20s",
        "--spring.main.web-application-type=none",
        "--spring.main.banner-mode=off",
        "--logging.level.root=off"
    };

    @TempDir
    private Path folder;

    @Test
    void contextIsRefreshedByGeneratedCode() throws Exception {
        var application = CompiledApplication.in(folder);
        application.compile(true, Map.of("AotApplication", APPLICATION, "Reports", SERVICE));
        Path sources = folder.resolve("aot-sources");
        Path classes = Files.createDirectories(folder.resolve("aot-classes"));
        List<String> arguments = Stream.concat(
                        Stream.of(
                                APPLICATION_NAME,
                                sources.toString(),
                                folder.resolve("aot-resources").toString(),
                                classes.toString(),
                                "app",
                                "app"),
                        Stream.of(SETTINGS))
                .toList();
        main("org.springframework.boot.SpringApplicationAotProcessor", arguments.toArray(String[]::new), folder);
        try (Stream<Path> files = Files.walk(sources)) {
            application.compile(
                    false,
                    files.filter(file -> file.toString().endsWith(".java")).toList());
        }
        assertThat(folder.resolve("io/github/once4j/spring/OnceAutoConfiguration__BeanDefinitions.class"))
                .exists();

        System.setProperty("spring.aot.enabled", "true");
        try {
            main(APPLICATION_NAME, SETTINGS, folder, classes);
            assertThat(System.getProperty("app.answer"))
                    .isEqualTo("built by ReportsOnce with a guard on the memory of this process");
        } finally {
            System.clearProperty("spring.aot.enabled");
            System.clearProperty("app.answer");
        }
    }

    /** Runs a program on the class path of this test and some folders, in one class loader of its own, as a JVM does. */
    private static void main(String name, String[] arguments, Path... folders) throws Exception {
        Stream<Path> path = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of);
        URL[] urls = Stream.concat(Stream.of(folders), path).map(AotTest::url).toArray(URL[]::new);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (var loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())) {
            thread.setContextClassLoader(loader);
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL url(Path path) {
        try {
            return path.toUri().toURL();
        } catch (MalformedURLException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }
}
