package io.github.once4j.processor.check.key;

import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.template.Template.Mistake;
import io.github.once4j.processor.template.Template.Node;
import io.github.once4j.processor.template.Template.Placeholder;
import io.github.once4j.processor.template.Template.Text;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a template, independent of what its names denote. Codes 1xx. */
final class TemplateCheck {
    private static final Pattern PATH_BEHIND = Pattern.compile("^\\{([\\p{javaJavaIdentifierPart}.]+)");
    private static final Pattern PATH_BEFORE = Pattern.compile("([\\p{javaJavaIdentifierPart}.]+)$");

    /** The maximum for one string concatenation of javac. */
    private static final int MOST_PARTS = 200;

    private static final int MOST_STEPS = 20;

    private final KeyUse key;
    private final String text;
    private final ForeignSyntax foreign;

    private TemplateCheck(KeyUse key) {
        this.key = key;
        this.text = key.template().text();
        this.foreign = new ForeignSyntax(key);
    }

    static void check(KeyUse key, Problems problems) {
        var check = new TemplateCheck(key);
        key.template().mistakes().forEach(mistake -> problems.add(check.problem(mistake)));
        if (isBlank(check.text)) {
            problems.add(check.empty());
        }
        check.tooMany(problems);
        for (Node node : key.template().nodes()) {
            if (node instanceof Text literal) {
                check.foreign.check(literal, problems);
            }
        }
        if (key.use().on("fenced") && key.template().mistakes().isEmpty()) {
            check.braceWithoutTag().ifPresent(problems::add);
        }
    }

    /** More than fits into one method of a class file. */
    private void tooMany(Problems problems) {
        List<Placeholder> all = key.template().nodes().stream()
                .filter(Placeholder.class::isInstance)
                .map(Placeholder.class::cast)
                .toList();
        if (all.size() > MOST_PARTS) {
            Placeholder first = all.get(MOST_PARTS);
            problems.add(key.at(
                    first.start(),
                    first.end(),
                    Code.TOO_MANY_PARTS,
                    "The key has " + all.size() + " placeholders.",
                    "write at most " + MOST_PARTS + ", and pass the values of the others as one string."));
        }
        all.stream()
                .filter(each -> each.names().size() > MOST_STEPS + 1)
                .findFirst()
                .ifPresent(each -> problems.add(key.at(
                        each.start(),
                        each.end(),
                        Code.TOO_MANY_PARTS,
                        "The path has " + (each.names().size() - 1) + " properties.",
                        "write at most " + MOST_STEPS + ", and pass the value at the end of the path.")));
    }

    /** Whether a text consists of blanks and of characters that only format. */
    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(point -> Character.isWhitespace(point)
                        || Character.isSpaceChar(point)
                        || Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT);
    }

    /** Searched for as the client does, with one character for each part. */
    private Optional<Problem> braceWithoutTag() {
        String rendered = key.template().nodes().stream()
                .map(node -> node instanceof Text literal ? literal.value() : "x")
                .collect(Collectors.joining());
        int open = rendered.indexOf('{');
        if (open >= 0 && rendered.indexOf('}', open + 1) > open + 1) {
            return Optional.empty();
        }
        return key.template().nodes().stream()
                .filter(node -> node instanceof Text literal && literal.value().indexOf('}') >= 0)
                .map(node -> text.indexOf("}}", node.start()))
                .findFirst()
                .map(brace -> key.at(
                        brace,
                        brace + 2,
                        Code.BRACE_WITHOUT_TAG,
                        "A fenced key with a `}` needs a hash tag (a text in braces), so that its fencing number is kept in the same"
                                + " cluster slot.",
                        "write \"" + withoutBraces() + "\", or \"" + withTag() + "\" with a hash tag."));
    }

    /** The template with a dash for its braces. */
    private String withoutBraces() {
        return key.template().nodes().stream()
                .map(node -> node instanceof Text literal
                        ? literal.value().replaceAll("[{}]+", "-")
                        : text.substring(node.start(), node.end()))
                .collect(Collectors.joining());
    }

    private String withTag() {
        String plain = withoutBraces();
        return plain.indexOf('{') < 0 ? "{{" + plain + "}}" : plain.replaceFirst("\\{[^}]*}", "{{$0}}");
    }

    private Problem empty() {
        String method = key.use().method().getSimpleName().toString();
        String more = key.names().isEmpty() ? "" : " or \"" + method + "-{" + key.anyName("") + "}\"";
        return key.at(
                0,
                text.length(),
                Code.EMPTY_KEY,
                "The key is " + (text.isEmpty() ? "empty" : "blank") + ": all calls would share one lock.",
                "name what must not run twice at a time, like \"" + method + "\"" + more + ".");
    }

    private Problem problem(Mistake mistake) {
        String found = mistake.found();
        return switch (mistake.kind()) {
            case UNCLOSED -> at(mistake, Code.UNCLOSED_BRACE, "`{` is not closed.", closed(PATH_BEHIND, found, "{{"));
            case UNOPENED -> at(mistake, Code.UNOPENED_BRACE, "`}` has no opening brace.", unopened(mistake));
            case EMPTY_NAME -> emptyName(mistake);
            case NOT_A_NAME -> at(mistake, Code.NOT_A_NAME, "`" + found + "` is not a name.", foreign.instead(mistake));
            case FOREIGN -> foreign.problem(mistake);
            case HALF_PAIR ->
                at(
                        mistake,
                        Code.HALF_PAIR,
                        "`" + found + "` is an unpaired surrogate, which cannot be encoded.",
                        "write both surrogates of the pair, or remove it.");
        };
    }

    private static String closed(Pattern path, String part, String brace) {
        var match = path.matcher(part);
        return "write " + (match.find() ? "{" + match.group(1) + "}" : "both braces around the name") + ", or " + brace
                + " for a brace.";
    }

    private String unopened(Mistake mistake) {
        String before = text.substring(0, mistake.start());
        return before.endsWith("}") ? "remove it, or write }} for a brace." : closed(PATH_BEFORE, before, "}}");
    }

    private Problem emptyName(Mistake mistake) {
        boolean beforeDot = mistake.end() <= text.length() && text.charAt(mistake.end() - 1) == '.';
        if (text.charAt(mistake.start()) == '.' || beforeDot) {
            return at(
                    mistake,
                    Code.EMPTY_PLACEHOLDER,
                    "A name is missing next to the dot.",
                    "write the name, or remove the dot.");
        }
        String like = key.names().isEmpty() ? "" : ", like {" + key.anyName("") + "}";
        return at(
                mistake,
                Code.EMPTY_PLACEHOLDER,
                "There is no name between the braces.",
                "write the name of a parameter" + like + ", or {{}} for braces.");
    }

    private Problem at(Mistake mistake, Code code, String fact, String fix) {
        return key.at(mistake.start(), mistake.end(), code, fact, fix);
    }
}
