package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications in which something is unguarded do not start. Each is compiled by the test. */
class UnguardedTest {
    private static final String APPLICATION = """
            package app;
            @org.springframework.boot.autoconfigure.SpringBootApplication(proxyBeanMethods = false)
            @org.springframework.context.annotation.Import({%s})
            public class Application {
                %s
            }
            """;

    private static final String SERVICE = """
            package app;
            import io.github.once4j.Once;
            @org.springframework.stereotype.Service
            public %s class Reports {
                @Once(key = "report-{id}"%s)
                public void build(int id) {}
            }
            """;

    private static final String INTERFACE = """
            package app;
            public interface Port {
                @io.github.once4j.Once(key = "port")
                void run();
            }
            """;

    private static final String DELEGATE = """
            package app;
            @org.springframework.stereotype.Component
            public class Adapter implements Port {
                public void run() {}
            }
            """;

    /** The shape of a generated class whose lease is a placeholder. */
    private static final String GENERATED = """
            package app;
            import io.github.once4j.runtime.generated.GuardedMethod;
            public class ReportsOnce extends Reports {
                public void build(int id) {
                    super.build(id);
                }
                private static final class Once$ {
                    static final GuardedMethod BUILD = GuardedMethod.builder(Reports.class, "build", "report-{id}")
                            .lease("app.lease", java.time.Duration.ofMinutes(5))
                            .build();
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void withoutTheProcessorTheApplicationDoesNotStart() throws Exception {
        compile(
                false,
                Map.of("Application", APPLICATION.formatted("", ""), "Reports", SERVICE.formatted("abstract", "")));
        Contexts.assertAnalysis(failure())
                .contains("app.Reports has methods with @Once (build)")
                .contains("no generated class app.ReportsOnce")
                .contains("<artifactId>once4j-processor</artifactId>");
    }

    @Test
    void warningAndOffLetItStart() throws Exception {
        compile(
                false,
                Map.of("Application", APPLICATION.formatted("", ""), "Reports", SERVICE.formatted("abstract", "")));
        for (String how : List.of("once4j.check=warn", "once4j.check=off", "once4j.check.ignore=app.Reports")) {
            assertThat(start(how)).as(how).isNull();
        }
    }

    @Test
    void guardedApplicationStarts() throws Exception {
        compile(
                true,
                Map.of("Application", APPLICATION.formatted("", ""), "Reports", SERVICE.formatted("abstract", "")));
        assertThat(CompiledApplication.in(folder).withAllAutoConfigurations().failure())
                .isNull();
    }

    @Test
    void plainConcreteBean() throws Exception {
        compile(
                true,
                Map.of(
                        "Application",
                        APPLICATION.formatted(
                                "",
                                "@org.springframework.context.annotation.Bean Reports reports() { return new"
                                        + " Reports(); }"),
                        "Reports",
                        SERVICE.formatted("", "").replace("@org.springframework.stereotype.Service", "")));
        Contexts.assertAnalysis(failure())
                .contains("The bean `reports` is a app.Reports, which is not guarded: use app.ReportsOnce")
                .contains("once4j.check.ignore");
        assertThat(start("once4j.check.ignore=app.Reports")).isNull();
    }

    @Test
    void importedAbstractClass() throws Exception {
        compile(
                true,
                Map.of(
                        "Application",
                        APPLICATION.formatted("Reports.class", ""),
                        "Reports",
                        SERVICE.formatted("abstract", "").replace("@org.springframework.stereotype.Service", "")));
        Contexts.assertAnalysis(failure()).contains("abstract app.Reports").contains("app.ReportsOnce");
    }

    @Test
    void abstractServiceNestedInAConfiguration() throws Exception {
        compile(
                true,
                Map.of(
                        "Application",
                        APPLICATION.formatted(
                                "",
                                "@org.springframework.stereotype.Service public static abstract class Jobs {"
                                        + " @io.github.once4j.Once(key = \"job\") public void run() {} }")));
        Contexts.assertAnalysis(failure())
                .contains("abstract app.Application$Jobs")
                .contains("app.Application_JobsOnce")
                .contains("top-level");
    }

    @Test
    void delegateBehindItsGuardedInterfaceIsFine() throws Exception {
        String guarded =
                "@org.springframework.context.annotation.Bean @org.springframework.context.annotation.Primary Port port("
                        + "io.github.once4j.runtime.OnceGuard guard, Adapter adapter) { return new PortOnce(guard, adapter); }";
        compile(
                true,
                Map.of("Application", APPLICATION.formatted("", guarded), "Port", INTERFACE, "Adapter", DELEGATE));
        assertThat(start()).isNull();
    }

    @Test
    void delegateAloneIsUnguarded() throws Exception {
        compile(true, Map.of("Application", APPLICATION.formatted("", ""), "Port", INTERFACE, "Adapter", DELEGATE));
        Contexts.assertAnalysis(failure()).contains("`adapter`").contains("app.PortOnce");
    }

    @Test
    void configuredDurationThatIsNoneStopsTheStart() throws Exception {
        compile(
                false,
                Map.of(
                        "Application",
                        APPLICATION.formatted("", ""),
                        "Reports",
                        SERVICE.formatted("abstract", ""),
                        "ReportsOnce",
                        GENERATED));
        assertThat(start()).isNull();
        assertThat(start("app.lease=10s")).isNull();
        Contexts.assertAnalysis(failure("app.lease=ten minutes"))
                .contains("Reports.build")
                .contains("lease = \"${app.lease}\"")
                .contains("ten minutes");
    }

    private Throwable failure(String... properties) {
        return Objects.requireNonNull(start(properties), "the application started");
    }

    private @Nullable Throwable start(String... properties) {
        return CompiledApplication.in(folder).failure(properties);
    }

    private void compile(boolean processed, Map<String, String> sources) throws IOException {
        CompiledApplication.in(folder).compile(processed, sources);
    }
}
