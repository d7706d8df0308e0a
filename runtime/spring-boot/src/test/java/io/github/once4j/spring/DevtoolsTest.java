package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.devtools.restart.classloader.RestartClassLoader;

/** An application whose classes devtools loads, and loads again when they have changed. */
class DevtoolsTest {
    private static final String APPLICATION = """
            package app;
            @org.springframework.boot.autoconfigure.SpringBootApplication(proxyBeanMethods = false)
            public class Application {}
            """;

    private static final String SERVICE = """
            package app;
            @org.springframework.stereotype.Service
            public abstract class Reports {
                @io.github.once4j.Once(key = "%s", returnOnLocked = "locked", lease = "${app.lease:5m}")
                public String build() {
                    return "report %1$s";
                }
            }
            """;

    private static Object build(Object reports) throws ReflectiveOperationException {
        return reports.getClass().getMethod("build").invoke(reports);
    }

    @TempDir
    private Path folder;

    @Test
    void changedClassIsGuardedAfterTheRestart() throws Exception {
        var application = new CompiledApplication(
                folder,
                urls -> new RestartClassLoader(
                        new URLClassLoader(urls, getClass().getClassLoader()), urls),
                false);
        List<Class<?>> types = new ArrayList<>();
        for (String key : List.of("first", "second")) {
            application.compile(true, Map.of("Application", APPLICATION, "Reports", SERVICE.formatted(key)));
            application.run(context -> {
                Object reports = context.getBean("reportsOnce");
                types.add(reports.getClass());
                assertThat(reports.getClass().getClassLoader()).isInstanceOf(RestartClassLoader.class);
                assertThat(build(reports)).isEqualTo("report " + key);
                try (var held = context.getBean(OnceGuard.class).tryAcquire(key)) {
                    assertThat(held).isNotNull();
                    assertThat(build(reports)).isEqualTo("locked");
                }
            });
        }
        assertThat(types).doesNotHaveDuplicates();
        Contexts.assertAnalysis(Objects.requireNonNull(application.failure("app.lease=soon")))
                .contains("soon");
    }
}
