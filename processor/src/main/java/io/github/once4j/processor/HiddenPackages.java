package io.github.once4j.processor;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A class named like the first part of a package name, such as {@code java}, hides that package from all classes beside it: they
 * can name its classes by an import alone. JavaPoet writes {@code java.util.Optional} in full beside an {@code Optional} of the
 * package itself; here it is imported, and the package's own one is written in full.
 */
final class HiddenPackages {
    private static final String NOT_CODE = "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|//[^\n]*|(?s:/\\*.*?\\*/)"
            + "|(?m:^(?:package|import) [^\n]*)";
    private static final Pattern IN_FULL =
            Pattern.compile(NOT_CODE + "|(?<![\\w.$])(?<root>[a-z_]\\w*)(?:\\.[a-z_]\\w*)+\\.(?<name>[A-Z]\\w*)");

    private HiddenPackages() {}

    /**
     * Imports the classes whose packages are hidden.
     *
     * @param text a source file
     * @param packageName of the file
     * @param isInPackage whether the package has a class of this simple name
     */
    static String imported(String text, String packageName, Predicate<String> isInPackage) {
        Set<MatchResult> hidden = IN_FULL.matcher(text)
                .results()
                .filter(found -> found.group(1) != null && isInPackage.test(found.group(1)))
                .collect(Collectors.toSet());
        String result = text;
        for (String each : new TreeSet<>(hidden.stream().map(MatchResult::group).toList())) {
            String name = each.substring(each.lastIndexOf('.') + 1);
            if (!packageName.isEmpty()
                    && !Pattern.compile("(?m)^import [\\w.]+\\." + name + ";$")
                            .matcher(text)
                            .find()) {
                result = withImport(each, replaced(result, name, packageName + "." + name, each));
            }
        }
        return result;
    }

    /** Writes the package's own class in full, and the hidden one by its simple name. */
    private static String replaced(String text, String name, String own, String hidden) {
        Pattern either = Pattern.compile(
                NOT_CODE + "|(?<![\\w.$])(?:(?<own>" + name + ")|" + Pattern.quote(hidden) + ")(?![\\w$])");
        return either.matcher(text).replaceAll(found -> Matcher.quoteReplacement(text(found, name, own, hidden)));
    }

    private static String text(MatchResult found, String name, String own, String hidden) {
        if (found.group().equals(hidden)) {
            return name;
        }
        return found.group(1) == null ? found.group() : own;
    }

    private static String withImport(String name, String text) {
        int at = text.indexOf("\nimport ") + 1;
        int end = at == 0 ? text.indexOf('\n', text.indexOf("package ")) + 1 : at;
        return text.substring(0, end) + (at == 0 ? "\n" : "") + "import " + name + ";\n" + text.substring(end);
    }
}
