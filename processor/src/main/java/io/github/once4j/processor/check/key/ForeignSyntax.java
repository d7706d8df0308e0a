package io.github.once4j.processor.check.key;

import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.template.Template.Mistake;
import io.github.once4j.processor.template.Template.Placeholder;
import io.github.once4j.processor.template.Template.Text;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** Placeholders in the syntax of other libraries: Spring's {@code ${x}} and {@code #{#x}}, {@code %s}. Codes 104 and 105. */
final class ForeignSyntax {
    private static final String LETTERS = "\\p{javaJavaIdentifierPart}";
    private static final Pattern PATH = Pattern.compile("([\\p{javaJavaIdentifierStart}&&[^$]]" + LETTERS
            + "*+)(\\.\\p{javaJavaIdentifierStart}" + LETTERS + "*+)*+");

    /** {@code #tenantId}, {@code $tenantId}, {@code {{tenantId}}} and {@code %s}, which would be one lock for all tenants. */
    private static final Pattern IN_TEXT = Pattern.compile("[#$](?<name>[" + LETTERS + "&&[^$]]+)(?<path>(?:\\??\\."
            + LETTERS + "++(?:\\(\\))?)*+)|\\{\\{(?<braced>" + LETTERS + "++)(?<properties>(?:\\." + LETTERS
            + "++)*+)}}|%(?:(?<number>\\d)\\$)?(?:s|d(?!" + LETTERS + "))");

    /** Of Spring: a parameter by its index. */
    private static final Pattern INDEXED = Pattern.compile("[ap](\\d)");

    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    private static final Pattern GETTER = Pattern.compile("(?<![" + LETTERS + "])(?:get|is)(\\p{Lu}" + LETTERS + "*)");

    private final KeyUse key;
    private final String text;

    ForeignSyntax(KeyUse key) {
        this.key = key;
        this.text = key.template().text();
    }

    /** Reports the name of a parameter in a literal. */
    void check(Text literal, Problems problems) {
        Matcher found = IN_TEXT.matcher(text).region(literal.start(), literal.end());
        for (int formats = 0; found.find(); ) {
            boolean isFormat = found.group().startsWith("%");
            meant(found, isFormat ? ++formats : 0)
                    .ifPresent(path -> problems.add(key.at(
                            found.start(),
                            found.end(),
                            Code.FOREIGN_PLACEHOLDER,
                            "`" + found.group() + "` is not a placeholder here: every call would have the same text.",
                            "write {" + path + "}.")));
        }
    }

    /** The path that was meant, if it begins with a parameter; {@code format} counts those of a format. */
    private Optional<String> meant(Matcher found, int format) {
        if (format > 0) {
            String number = found.group("number");
            return parameter(Math.min(key.names().size(), number == null ? format : Integer.parseInt(number)) - 1);
        }
        String braced = found.group("braced");
        if (braced != null) {
            // Beside a part of this name, it may be meant as text: as a hash tag.
            return isPart(braced) ? Optional.empty() : parameter(braced).map(name -> name + found.group("properties"));
        }
        return parameter(found.group("name")).map(name -> name + plain(found.group("path")));
    }

    private boolean isPart(String name) {
        return key.template().nodes().stream()
                .anyMatch(node -> node instanceof Placeholder placeholder
                        && placeholder.names().get(0).value().equals(name));
    }

    /** The parameter that another syntax names: by its name, or as {@code p0} or {@code a0}. */
    private Optional<String> parameter(String name) {
        if (key.names().contains(name)) {
            return Optional.of(name);
        }
        Matcher indexed = INDEXED.matcher(name);
        return indexed.matches() ? parameter(Integer.parseInt(indexed.group(1))) : Optional.empty();
    }

    private Optional<String> parameter(int index) {
        return key.names().stream().skip(Math.max(0, index)).findFirst();
    }

    /** The paths in an expression that begin with a parameter, as placeholders. */
    private String placeholders(String expression) {
        return PATH.matcher(plain(QUOTED.matcher(expression).replaceAll("")))
                .results()
                .flatMap(path -> parameter(path.group(1)).stream()
                        .map(name -> "{" + name + path.group().substring(path.end(1) - path.start()) + "}"))
                .distinct()
                .collect(Collectors.joining("-"));
    }

    /** A placeholder such as {@code #{#order.id}} or {@code ${app.name:none}}. */
    Problem problem(Mistake mistake) {
        return key.at(
                mistake.start(),
                mistake.end(),
                Code.FOREIGN_PLACEHOLDER,
                "`" + mistake.found() + "` is the syntax of another library: the key would hold the `"
                        + mistake.found().charAt(0) + "`.",
                parameterIn(mistake.found()));
    }

    private String parameterIn(String found) {
        String placeholders = placeholders(found);
        if (!placeholders.isEmpty()) {
            return "write " + placeholders + ".";
        }
        Matcher path = PATH.matcher(plain(found));
        boolean isPath = path.find();
        String property = isPath ? path.group().substring(path.group().lastIndexOf('.') + 1) : "setting";
        String ofObject = "{this." + property + "}, with a method `String " + property
                + "()` in this class that returns the setting.";
        return key.names().isEmpty() ? "write " + ofObject : "write {" + key.anyName("") + "}; or " + ofObject;
    }

    /** What to write instead of something that is not a name: {@code {0}}, {@code {x:>10}}, {@code {x.getY()}}. */
    String instead(Mistake mistake) {
        return pathInstead(mistake).orElseGet(() -> nameInstead(mistake.found()));
    }

    /** The whole path, if it only contains method calls and null-safe dots. */
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

    private String nameInstead(String found) {
        String stripped = found.strip();
        if (!stripped.equals(found) && SourceVersion.isIdentifier(stripped)) {
            return "write {" + stripped + "}, without the blanks.";
        }
        if (found.matches("\\d{1,3}") && Integer.parseInt(found) < key.names().size()) {
            return "write {" + key.names().get(Integer.parseInt(found)) + "}: parameters are named, not numbered.";
        }
        String name = found.split("[:!\\[(]", 2)[0];
        if (name.length() < found.length() && SourceVersion.isIdentifier(name)) {
            return "write " + name + ", without `" + found.substring(name.length()) + "`.";
        }
        String placeholders = placeholders(found);
        String like = key.names().isEmpty() ? "" : ", like {" + key.anyName("") + "}";
        return placeholders.isEmpty()
                ? "write the name of a parameter" + like + "; a property follows a dot, like {" + key.anyName("this")
                        + ".name}."
                : "write " + placeholders + ".";
    }

    /** A path as templates write it: {@code order?.getCustomer().id()} is {@code order.customer.id}. */
    private static String plain(String path) {
        return GETTER.matcher(path.replace("?", "").replace("()", ""))
                .replaceAll(match -> Character.toLowerCase(match.group(1).charAt(0))
                        + match.group(1).substring(1));
    }
}
