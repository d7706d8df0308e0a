package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.runtime.OnceGuard;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.json.JsonParserFactory;

/** The README's examples compile as they stand, in one application, which starts; and its table has each property. */
class ReadmeTest {
    private static final Pattern JAVA = Pattern.compile("(?s)```java\\R(.*?)```");
    private static final Pattern TYPE = Pattern.compile("(?m)^(?:public )?(?:abstract )?class (\\w+)");
    private static final Pattern PROPERTY = Pattern.compile("(?m)^\\| `((?:once4j|management)\\.[a-z0-9.-]+)` \\|");

    @TempDir
    private Path folder;

    private static String readme() throws IOException, URISyntaxException {
        Path classes = Path.of(ReadmeTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        return Files.readString(classes.resolve("../../README.md"));
    }

    @Test
    void examplesAreAnApplicationThatStarts() throws Exception {
        Map<String, String> sources = new LinkedHashMap<>();
        for (var block : JAVA.matcher(readme()).results().toList()) {
            var type = TYPE.matcher(block.group(1));
            assertThat(type.find()).as(block.group(1)).isTrue();
            sources.put(type.group(1), "package app;\n" + block.group(1));
        }
        assertThat(sources)
                .containsOnlyKeys("NightlyReport", "Application", "Guards", "LocalCleanup", "ApplicationTest");
        var application = CompiledApplication.in(folder).withAllAutoConfigurations();
        application.compile(true, sources);
        application.run(context -> {
            assertThat(context.getBeansOfType(OnceGuard.class)).containsOnlyKeys("shared", "local");
            assertThat(context.getBean("nightlyReportOnce")).isNotNull();
            Object cleanup = context.getBean("localCleanupOnce");
            for (String guard : List.of("shared", "local")) {
                try (var held = context.getBean(guard, OnceGuard.class).tryAcquire("cleanup")) {
                    assertThat(held).isNotNull();
                    assertThat(cleanup.getClass().getMethod("isLockedClean").invoke(cleanup))
                            .isEqualTo(guard.equals("local"));
                }
            }
        });
    }

    @Test
    void tableHasEachPropertyAndNoOther() throws Exception {
        var metadata = new String(
                Objects.requireNonNull(getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json"))
                        .readAllBytes(),
                StandardCharsets.UTF_8);
        List<String> known = new ArrayList<>();
        for (Object property :
                (List<?>) JsonParserFactory.getJsonParser().parseMap(metadata).get("properties")) {
            known.add((String) ((Map<?, ?>) property).get("name"));
        }
        known.removeIf(name -> name.matches("management.endpoint.once.(enabled|cache.*)"));
        assertThat(PROPERTY.matcher(readme()).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(known);
    }
}
