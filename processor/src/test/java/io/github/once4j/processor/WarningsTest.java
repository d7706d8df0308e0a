package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two warnings that may be meant: who gets them, and how they are switched off. */
class WarningsTest {
    private static final String UNGUARDED = "@SuppressWarnings(\"once4j:unguarded\")";
    private static final String SHARED = "@SuppressWarnings(\"once4j:shared-key\")";

    private static String source(String members) {
        return "package warnings;\n\nimport io.github.once4j.Once;\n\n" + members;
    }

    private static void isWarned(String members, String start) {
        assertThat(Compiled.of(source(members)).messages())
                .singleElement()
                .asString()
                .startsWith(start);
        String atLine = start.replaceFirst(":\\d+", "");
        assertThat(Compiled.ecj(source(members))).singleElement().asString().startsWith(atLine);
    }

    private static void isClean(String members) {
        assertThat(Compiled.of(source(members)).messages()).isEmpty();
        assertThat(Compiled.ecj(source(members))).isEmpty();
    }

    @Test
    void noAnnotationOfOursIsLeftUnclaimed() {
        String service = source("abstract class Service {\n@Once(key = \"a\") void a() {}\n}\n");
        assertThat(Compiled.with(List.of("-Xlint:processing"), service).messages())
                .isEmpty();
    }

    private static final String TWO =
            " {\n@Once(key = \"a\") public void a() {}\n@Once(key = \"b\") public void b() {}\n";

    @Test
    void aConcreteClassIsWarnedOnce() {
        isWarned("public class Service" + TWO + "}\n", "5:8 warning [ONCE-610] `new Service(…)`");
        isWarned("class Service" + TWO + "Service(String x) {}\n}\n", "5:1 warning [ONCE-610]");
        isWarned(
                "class Service" + TWO + "private Service() {}\npublic Service(int x) {}\n}\n",
                "5:1 warning [ONCE-610]");
        isWarned(
                "public abstract class Service" + TWO + "static class Inner {\n@Once(key = \"c\") void c() {}\n}\n}\n",
                "8:8 warning [ONCE-610] `new Inner(…)`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abstract class Service",
                UNGUARDED + "\nclass Service",
                "@SuppressWarnings({\"rawtypes\", \"once4j:unguarded\"})\nclass Service",
            })
    void anAbstractClassAndOneThatMeansItAreNot(String head) {
        isClean(head + TWO + "}\n");
        isClean(head.replace("abstract class", "@SuppressWarnings(\"once4j:unguarded\") abstract class") + TWO
                + "static class Inner {\n@Once(key = \"c\") void c() {}\nprotected Inner() {}\n}\n}\n");
    }

    @Test
    void anInterfaceIsNot() {
        isClean("public interface Service {\n@Once(key = \"a\") void a();\n}\n");
    }

    /** Only the class around it can build it. */
    @Test
    void aPrivateSubclassIsNot() {
        isClean("abstract class Service" + TWO + "private static class Inner extends Service {\nInner() {}\n}\n}\n");
        isClean("abstract class Service" + TWO
                + "private static class Outer {\nstatic class Inner extends Service {\nInner() {}\n}\n}\n}\n");
    }

    @Test
    void anEnclosingClassMayMeanIt() {
        isClean(UNGUARDED + "\nclass Outer {\nstatic class Service" + TWO + "}\n}\n");
    }

    /** With a container's stereotype it is an error of its own, and the warning would say the same again. */
    @Test
    void theOptionDecides() {
        String concrete = source("class Service" + TWO + "}\n");
        assertThat(Compiled.with(List.of("-Aonce4j.unguarded=ignore"), concrete).messages())
                .isEmpty();
        assertThat(Compiled.with(List.of("-Aonce4j.unguarded=warn"), concrete).messages())
                .singleElement()
                .asString()
                .startsWith("5:1 warning [ONCE-610]");
        assertThat(Compiled.with(List.of("-Aonce4j.unguarded=error"), concrete).messages())
                .singleElement()
                .asString()
                .startsWith("5:1 error [ONCE-610]");
        assertThat(Compiled.with(List.of("-Aonce4j.unguarded=Error"), concrete).messages())
                .singleElement()
                .asString()
                .contains("[ONCE-901]")
                .endsWith("Fix: write -Aonce4j.unguarded=error.");
    }

    private static String pair(String class1, String first, String second) {
        return class1 + "\nabstract class Service {\n" + first + "\n" + second + "\n}\n";
    }

    private static final String JOB = "@Once(key = \"job-{id}\") public void job(String id) {}";
    private static final String PART = "@Once(key = \"job-{id}-{part}\") public void part(String id, int part) {}";

    @Test
    void methodsThatCanMeetAreWarnedUnlessBothMeanIt() {
        isWarned(pair("", JOB, PART), "8:13 warning [ONCE-208] `part(String id, int part)` and `job(String id)`");
        isWarned(pair("", SHARED + JOB, PART), "8:13 warning [ONCE-208]");
        isWarned(pair("", JOB, SHARED + " " + PART), "8:52 warning [ONCE-208]");
        isClean(pair("", SHARED + JOB, SHARED + PART));
        isClean(pair(SHARED, JOB, PART));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@Once(key = \"jobs-{id}\") public void x(String id) {}",
                "@Once(key = \"job\") public void x() {}",
                "@Once(key = \"{id}-job\") public void x(int id) {}",
            })
    void methodsThatCannotAreNot(String other) {
        isClean(pair("", JOB, other));
    }

    @Test
    void theTypesOfPartsCount() {
        String number = "@Once(key = \"job-{n}\") public void number(int n) {}";
        isClean(pair("", number, "@Once(key = \"job-{day}\") public void day(java.time.LocalDate day) {}"));
        isClean(pair("", number, "@Once(key = \"job-{id}\") public void id(java.util.UUID id) {}"));
        isClean(pair("", number, "@Once(key = \"job-{day}\") public void day(java.time.DayOfWeek day) {}"));
        isClean(pair("", number, "@Once(key = \"job-x{s}\") public void text(String s) {}"));
        isWarned(pair("", number, "@Once(key = \"job-{s}\") public void text(String s) {}"), "8:13 warning [ONCE-208]");
        isWarned(
                pair("", number, "@Once(key = \"job-{n}-{m}\") public void two(int n, int m) {}")
                        .replace("{n}-{m}", "1{n}"),
                "8:13");
    }

    @Test
    void inheritedMethodsCountAtTheOwnOnes() {
        String base = "package warnings;\n@"
                + "SuppressWarnings(\"once4j:shared-key\")\npublic abstract class Base {\n@io.github.once4j.Once(key = \"one\") public void one() {}\n"
                + "@io.github.once4j.Once(key = \"one\") public void two() {}\n}\n";
        String service = source(
                "public abstract class Service extends Base {\n@Once(key = \"one\") public void three() {}\n}\n");
        assertThat(Compiled.of(service, base).messages())
                .singleElement()
                .asString()
                .startsWith("6:13 warning [ONCE-208]");
    }

    /** A template that is wrong says nothing about keys. */
    @Test
    void wrongTemplatesAreNotCompared() {
        assertThat(Compiled.of(source(pair("", "@Once(key = \"{typo}\") public void a(String id) {}", JOB)))
                        .messages())
                .singleElement()
                .asString()
                .contains("[ONCE-201]");
    }
}
