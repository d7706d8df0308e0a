package io.github.once4j.processor.check.key;

import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.template.Template.Mistake;
import io.github.once4j.processor.template.Template.Node;
import io.github.once4j.processor.template.Template.Placeholder;
import io.github.once4j.processor.template.Template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** What is wrong with the text of a template, whatever its names stand for. Codes 1xx. */
final class TemplateCheck {
    private static final Pattern PATH_BEHIND = Pattern.compile("^\\{([\\p{javaJavaIdentifierPart}.]+)");
    private static final Pattern PATH_IN = Pattern.compile(
            "([\\p{javaJavaIdentifierStart}&&[^$]]\\p{javaJavaIdentifierPart}*+)(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*+)*+");
    private static final Pattern PATH_BEFORE = Pattern.compile("([\\p{javaJavaIdentifierPart}.]+)$");

    /** {@code #tenantId}, {@code $tenantId} and {@code %s}: it would be one lock for all tenants, and nobody would hear of it. */
    private static final Pattern FOREIGN_NAME = Pattern.compile(
            "[#$]([\\p{javaJavaIdentifierPart}&&[^$]]+)((?:\\??\\.\\p{javaJavaIdentifierPart}+(?:\\(\\))?)*)|%s");

    /** A getter in a path of another language. */
    private static final Pattern GETTER =
            Pattern.compile("(?<![\\p{javaJavaIdentifierPart}])(?:get|is)(\\p{Lu}\\p{javaJavaIdentifierPart}*)");

    /** The most that one call of a string concatenation takes. */
    private static final int MOST_PARTS = 200;

    private static final int MOST_STEPS = 20;

    private final KeyUse key;
    private final String text;

    private TemplateCheck(KeyUse key) {
        this.key = key;
        this.text = key.template().text();
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
                check.foreignNames(literal, problems);
            }
        }
        if (key.use().on("fenced") && key.template().mistakes().isEmpty()) {
            check.braceWithoutTag().ifPresent(problems::add);
        }
    }

    private void foreignNames(Text literal, Problems problems) {
        var found = FOREIGN_NAME.matcher(text).region(literal.start(), literal.end());
        while (found.find()) {
            String name = found.group(1) != null
                    ? found.group(1)
                    : key.names().stream().findFirst().orElse("");
            if (key.names().contains(name)) {
                problems.add(key.at(
                        found.start(),
                        found.end(),
                        Code.FOREIGN_PLACEHOLDER,
                        "`" + found.group() + "` is text here, the same for every call.",
                        "write {" + name + (found.group(1) == null ? "" : plain(found.group(2))) + "}."));
            }
        }
    }

    /** A path as it is written here: {@code order?.getCustomer().id()} is {@code order.customer.id}. */
    private static String plain(String path) {
        return GETTER.matcher(path.replace("?", "").replace("()", ""))
                .replaceAll(match -> decapitalized(match.group(1)));
    }

    private static String decapitalized(String name) {
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    /** More than fits into one method of a class file. */
    private void tooMany(Problems problems) {
        List<Placeholder> all = new ArrayList<>();
        key.template().nodes().forEach(node -> {
            if (node instanceof Placeholder placeholder) {
                all.add(placeholder);
            }
        });
        if (all.size() > MOST_PARTS) {
            Placeholder first = all.get(MOST_PARTS);
            problems.add(key.at(
                    first.start(),
                    first.end(),
                    Code.TOO_MANY_PARTS,
                    "The key has " + all.size() + " placeholders.",
                    "write at most " + MOST_PARTS + "; pass what they stand for as one string."));
        }
        all.stream()
                .filter(each -> each.names().size() > MOST_STEPS + 1)
                .findFirst()
                .ifPresent(each -> problems.add(key.at(
                        each.start(),
                        each.end(),
                        Code.TOO_MANY_PARTS,
                        "The path has " + (each.names().size() - 1) + " properties.",
                        "write at most " + MOST_STEPS + "; pass what it ends in.")));
    }

    /** Whether there is nothing to see in a template: blanks, and characters that only format. */
    private static boolean isBlank(String text) {
        return text.codePoints()
                .allMatch(point -> Character.isWhitespace(point)
                        || Character.isSpaceChar(point)
                        || Character.isISOControl(point)
                        || Character.getType(point) == Character.FORMAT);
    }

    /** As the client looks for it, with one character for each part. */
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
                        "A fenced key has a `}` but no hash tag, so that its fencing number cannot be kept in its slot.",
                        "leave }} out, or make a hash tag: {{"
                                + key.names().stream()
                                        .findFirst()
                                        .map(name -> "{" + name + "}")
                                        .orElse("text") + "}}."));
    }

    private Problem empty() {
        String method = key.use().method().getSimpleName().toString();
        String more = key.names().stream()
                .findFirst()
                .map(name -> " or \"" + method + "-{" + name + "}\"")
                .orElse("");
        return key.at(
                0,
                text.length(),
                Code.EMPTY_KEY,
                text.isEmpty()
                        ? "The key is empty: it would be one lock for everything."
                        : "The key is blank: it would be one lock for everything.",
                "write what must not overlap, like \"" + method + "\"" + more + ".");
    }

    private Problem problem(Mistake mistake) {
        String found = mistake.found();
        return switch (mistake.kind()) {
            case UNCLOSED -> at(mistake, Code.UNCLOSED_BRACE, "`{` is not closed.", closed(PATH_BEHIND, found, "{{"));
            case UNOPENED ->
                at(
                        mistake,
                        Code.UNOPENED_BRACE,
                        "`}` closes nothing.",
                        closed(PATH_BEFORE, text.substring(0, mistake.start()), "}}"));
            case EMPTY_NAME -> emptyName(mistake);
            case NOT_A_NAME ->
                at(
                        mistake,
                        Code.NOT_A_NAME,
                        "`" + found + "` is not a name.",
                        pathInstead(mistake).orElseGet(() -> nameInstead(found)));
            case FOREIGN ->
                at(
                        mistake,
                        Code.FOREIGN_PLACEHOLDER,
                        "`" + found + "` is not written in this language of templates.",
                        parameterInstead(found));
            case HALF_PAIR ->
                at(
                        mistake,
                        Code.HALF_PAIR,
                        "`" + found + "` is half of a surrogate pair, which no encoding can hold.",
                        "write both halves, or leave it out.");
        };
    }

    /** {@code #{#order.id}}, {@code ${tenantId:none}}: the path in it, if there is such a parameter. */
    private String parameterInstead(String found) {
        var path = PATH_IN.matcher(found);
        if (path.find() && key.names().contains(path.group(1))) {
            return "write {" + path.group() + "}.";
        }
        return key.names().stream()
                .findFirst()
                .map(name -> "name a parameter, like {" + name
                        + "}; what is configured is a property of the object, like {this.name}.")
                .orElse(
                        "add a parameter and name it; what is configured is a property of the object, like {this.name}.");
    }

    private static String closed(Pattern path, String part, String brace) {
        var match = path.matcher(part);
        return "write " + (match.find() ? "{" + match.group(1) + "}" : "both braces around the name") + ", or " + brace
                + " for a brace.";
    }

    private Problem emptyName(Mistake mistake) {
        boolean beforeDot = mistake.end() <= text.length() && text.charAt(mistake.end() - 1) == '.';
        if (text.charAt(mistake.start()) == '.' || beforeDot) {
            return at(
                    mistake,
                    Code.EMPTY_PLACEHOLDER,
                    "A name is missing beside the dot.",
                    "write the name, or leave the dot out.");
        }
        String like = key.names().stream()
                .findFirst()
                .map(name -> ", like {" + name + "}")
                .orElse("");
        return at(
                mistake,
                Code.EMPTY_PLACEHOLDER,
                "There is no name between the braces.",
                "write a parameter's name" + like + ", or {{}} for braces.");
    }

    /** The whole path, if calls and null-safe dots are all that is wrong with it. */
    private Optional<String> pathInstead(Mistake mistake) {
        int open = text.lastIndexOf('{', mistake.start());
        int close = text.indexOf('}', mistake.end());
        if (open < 0 || close < 0) {
            return Optional.empty();
        }
        String written = text.substring(open + 1, close);
        String path = plain(written);
        return !path.equals(written) && Stream.of(path.split("\\.", -1)).allMatch(SourceVersion::isIdentifier)
                ? Optional.of("write {" + path + "}.")
                : Optional.empty();
    }

    /** What was meant, in the languages that people come from: blanks, {@code {0}}, {@code {x:>10}}, {@code {x.y()}}. */
    private String nameInstead(String found) {
        String stripped = found.strip();
        if (!stripped.equals(found) && SourceVersion.isIdentifier(stripped)) {
            return "leave the blanks out: {" + stripped + "}.";
        }
        if (found.matches("\\d{1,3}") && Integer.parseInt(found) < key.names().size()) {
            return "name the parameter: {" + key.names().get(Integer.parseInt(found)) + "}.";
        }
        String name = found.split("[:!\\[(]", 2)[0];
        boolean more = name.length() < found.length() && SourceVersion.isIdentifier(name);
        if (more) {
            return "leave `" + found.substring(name.length()) + "` out: write " + name + ".";
        }
        return "write a parameter's name, and properties behind dots: {"
                + key.names().stream().findFirst().orElse("this") + ".id}.";
    }

    private Problem at(Mistake mistake, Code code, String fact, String fix) {
        return key.at(mistake.start(), mistake.end(), code, fact, fix);
    }
}
