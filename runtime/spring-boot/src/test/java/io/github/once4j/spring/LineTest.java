package io.github.once4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tests run on what one line of Spring Boot brings, not on versions that the build manages for others. */
class LineTest {
    private static final Pattern JAR = Pattern.compile(
            "(spring-boot|spring)(?=-(?:aop|beans|context|core|jdbc|tx|web|webflux|webmvc|autoconfigure|actuator|test)-\\d)[a-z-]*-(\\d[\\w.]*)\\.jar");

    @Test
    void oneVersionOfSpringAndOfBoot() {
        Map<String, Set<String>> versions = JAR.matcher(System.getProperty("java.class.path"))
                .results()
                .collect(Collectors.groupingBy(
                        jar -> jar.group(1),
                        Collectors.mapping(jar -> jar.group(2), Collectors.toCollection(TreeSet::new))));
        assertThat(versions).containsOnlyKeys("spring", "spring-boot");
        assertThat(versions.values()).allSatisfy(each -> assertThat(each).hasSize(1));
    }
}
