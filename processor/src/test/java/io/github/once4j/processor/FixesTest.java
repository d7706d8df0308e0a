package io.github.once4j.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.once4j.processor.Fixes.Message;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every {@code Fix:} of the examples that can be pasted is pasted: then the example compiles without a message. The others are
 * listed in {@link Fixes}: they say what to change, but not what to write.
 */
class FixesTest {
    private static final Pattern OWN_PACKAGE = Pattern.compile("(?m)^package (errors|elsewhere|other);");

    /** The examples need a class file. */
    private static final String WITH_CLASS_FILES = ".*(510|516).*";

    private static List<Path> examples() {
        return Golden.files("errors", ".java").stream()
                .filter(example -> !example.toString().matches(WITH_CLASS_FILES))
                .toList();
    }

    /** One compilation of all: each variant of an example has packages of its own. */
    @Test
    void compileWhenTheyArePasted() {
        Map<String, String> sources = new LinkedHashMap<>();
        List<String> variants = new ArrayList<>();
        for (Path example : examples()) {
            List<Message> messages = Message.of(example);
            if (messages.stream().anyMatch(Fixes::isDescribed)) {
                continue;
            }
            int most = messages.stream().mapToInt(Fixes::alternatives).max().orElse(0);
            for (int i = 0; i < most; i++) {
                String[] pasted = Golden.sources(example);
                for (Message message : messages) {
                    Fixes.paste(message, Math.min(i, Fixes.alternatives(message) - 1), pasted);
                }
                variants.add(example.getFileName() + " " + i);
                add(pasted, "f" + variants.size(), sources);
            }
        }
        assertThat(variants).hasSizeGreaterThan(90);
        List<String> said = Compiled.with(List.of(), sources.values().toArray(String[]::new))
                .located();
        assertThat(said).describedAs("%s", variants).isEmpty();
    }

    /** In examples that have others, too. */
    @Test
    void leaveTheMessagesThatAreOnlyDescribed() {
        for (Path example : examples()) {
            List<Message> messages = Message.of(example);
            List<Message> described =
                    messages.stream().filter(Fixes::isDescribed).toList();
            if (!described.isEmpty() && described.size() < messages.size()) {
                String[] pasted = Golden.sources(example);
                messages.stream()
                        .filter(message -> !described.contains(message))
                        .forEach(message -> Fixes.paste(message, 0, pasted));
                assertThat(Compiled.with(List.of(), pasted).located())
                        .describedAs("%s", example)
                        .hasSameSizeAs(described)
                        .allMatch(said -> described.stream().anyMatch(each -> said.contains(each.fact())));
            }
        }
    }

    private static void add(String[] pasted, String prefix, Map<String, String> sources) {
        for (String source : pasted) {
            String moved = OWN_PACKAGE.matcher(source).replaceAll("package " + prefix + ".$1;");
            moved = moved.replaceAll("\\b(elsewhere|other)\\.(?=[A-Z])", prefix + ".$1.");
            sources.put(Compiled.name(moved), moved);
        }
    }

    @Test
    void canBePastedOrAreListed() {
        List<String> unknown = new ArrayList<>();
        for (Path example : Golden.files("errors", ".java")) {
            for (Message message : Message.of(example)) {
                if (Fixes.isDescribed(message) == (Fixes.alternatives(message) > 0)) {
                    unknown.add(message.fix());
                }
            }
        }
        assertThat(unknown).isEmpty();
    }
}
