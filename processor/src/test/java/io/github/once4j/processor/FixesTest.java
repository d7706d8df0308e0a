package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fixes that name a placeholder, an attribute or an option: pasted, they mend what they are shown for. */
class FixesTest {
    /** A template, the piece that is marked in it, and the placeholder to write there. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\[(ONCE-[12]\\d\\d)][^\n]*\n    (\\S[^\n]*)\n    ( *)(\\^+)\n(?:    [^\n]*\n)*?    Fix: (?:write|use) (\\{[\\w.]+})");

    /** A duration that was meant, instead of the one that is written. */
    private static final Pattern DURATION =
            Pattern.compile("\\[(ONCE-401)] `([^`]+)` is not a duration\\.\n    Did you mean (\"[^\"]+\")");

    private static final Pattern DEFAULT = Pattern.compile(
            "\\[(ONCE-401)] The placeholder `([^`]+)` [^\n]*\n    Fix: write \\w+ = (\"[^\"]+\")");

    static Stream<Arguments> fixes() {
        return Golden.files("errors", ".java").stream().flatMap(FixesTest::fixes);
    }

    private static Stream<Arguments> fixes(Path mistake) {
        String expected = Golden.read(mistake.resolveSibling(
                mistake.getFileName().toString().replace(".java", ".expected")));
        Stream<Arguments> placeholders = PLACEHOLDER
                .matcher(expected)
                .results()
                .filter(found -> !mistake.toString().matches(".*(510|516).*"))
                .map(found -> {
                    String template = found.group(2);
                    return Arguments.of(
                            mistake,
                            found.group(1),
                            template,
                            pasted(template, found.group(3).length(), found.group(4).length(), found.group(5)));
                });
        Stream<Arguments> durations = Stream.of(DURATION, DEFAULT)
                .flatMap(pattern -> pattern.matcher(expected).results())
                .map(found -> Arguments.of(
                        mistake, found.group(1), found.group(2), found.group(3).replace("\"", "")));
        return Stream.concat(placeholders, durations);
    }

    /** The placeholder around the marked piece is replaced, or the piece itself. */
    private static String pasted(String template, int at, int length, String placeholder) {
        int start = at;
        int end = Math.min(template.length(), at + length);
        Matcher around = Pattern.compile("[#$]?\\{[^{}]*}?|[^{}]*}").matcher(template);
        while (around.find()) {
            if (around.start() <= at && around.end() >= end && around.end() > at) {
                start = Math.min(start, around.start());
                end = Math.max(end, around.end());
                break;
            }
        }
        return template.substring(0, start) + placeholder + template.substring(end);
    }

    @ParameterizedTest
    @MethodSource("fixes")
    void mendWhatTheyAreShownFor(Path mistake, String code, String written, String instead) {
        String[] sources = Golden.sources(mistake);
        assertThat(sources[0]).contains('"' + written + '"');
        sources[0] = sources[0].replace('"' + written + '"', '"' + instead + '"');
        List<String> messages = Compiled.of(sources).messages();
        assertThat(messages.stream().filter(message -> message.contains(code) && message.contains(instead)))
                .describedAs(written + " → " + instead)
                .isEmpty();
    }
}
