package io.github.once4j.processor;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class named like the first part of a package name, such as {@code java}, hides that package from all classes beside it: they
 * can name its classes by an import alone. JavaPoet writes {@code java.util.Optional} in full beside an {@code Optional} of the
 * package itself; here it is imported, and the package's own one is written in full.
 */
final class HiddenPackages {
    private static final Pattern IN_FULL =
            Pattern.compile("(?<![\\w.$])([a-z_]\\w*)(?:\\.[a-z_]\\w*)+\\.[A-Z]\\w*(?![\\w$])");

    private HiddenPackages() {}

    /**
     * Imports the classes whose packages are hidden.
     *
     * @param text a source file
     * @param packageName of the file
     * @param isInPackage whether the package has a class of this simple name
     */
    static String imported(String text, String packageName, Predicate<String> isInPackage) {
        if (packageName.isEmpty() || !mayHide(text, isInPackage)) {
            return text;
        }
        Set<String> hidden = new TreeSet<>();
        Matcher inFull = IN_FULL.matcher(code(text));
        while (inFull.find()) {
            if (isInPackage.test(inFull.group(1))) {
                hidden.add(inFull.group());
            }
        }
        String result = text;
        for (String each : hidden) {
            String name = each.substring(each.lastIndexOf('.') + 1);
            if (!Pattern.compile("(?m)^import [\\w.]+\\." + name + ";$")
                    .matcher(result)
                    .find()) {
                result = withImport(each, renamed(result, name, packageName + "." + name, each));
            }
        }
        return result;
    }

    /**
     * Whether a class of the package is named like the first part of a name in full, be it in a comment or an import. Most files
     * have none, and need not be searched by a regular expression, which took 15% of the time of the processor.
     */
    private static boolean mayHide(String text, Predicate<String> isInPackage) {
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            if (Character.isUpperCase(text.charAt(dot + 1))) {
                int start = dot;
                while (start > 0
                        && (text.charAt(start - 1) == '.' || Character.isJavaIdentifierPart(text.charAt(start - 1)))) {
                    start--;
                }
                int first = text.indexOf('.', start);
                if (first < dot && isInPackage.test(text.substring(start, first))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Writes the package's own class in full, and the hidden one by its simple name. */
    private static String renamed(String text, String name, String own, String hidden) {
        Matcher either = Pattern.compile("(?<![\\w.$])(?:" + Pattern.quote(hidden) + "|" + name + ")(?![\\w$])")
                .matcher(code(text));
        var result = new StringBuilder();
        int end = 0;
        while (either.find()) {
            result.append(text, end, either.start()).append(either.group().equals(name) ? own : name);
            end = either.end();
        }
        return result.append(text.substring(end)).toString();
    }

    private static String withImport(String name, String text) {
        int first = text.indexOf("\nimport ") + 1;
        int at = first > 0 ? first : text.indexOf('\n', text.indexOf("package ")) + 1;
        return text.substring(0, at) + (first > 0 ? "" : "\n") + "import " + name + ";\n" + text.substring(at);
    }

    /** The text with blanks for comments, literals, and the lines of package and imports. */
    private static String code(String text) {
        var code = new StringBuilder(text);
        int end;
        for (int at = 0; at < text.length(); at = end) {
            end = end(text, at);
            if (end > at + 1) {
                code.replace(at, end, " ".repeat(end - at));
            }
        }
        return code.toString();
    }

    /** The end of what begins at an index: the next character, if it is code. */
    private static int end(String text, int at) {
        char first = text.charAt(at);
        if (first == '"' || first == '\'') {
            int end = at + 1;
            while (text.charAt(end) != first) {
                end += text.charAt(end) == '\\' ? 2 : 1;
            }
            return end + 1;
        }
        if (text.startsWith("/*", at)) {
            return text.indexOf("*/", at) + 2;
        }
        boolean startsLine = at == 0 || text.charAt(at - 1) == '\n';
        return text.startsWith("//", at)
                        || (startsLine && (text.startsWith("package ", at) || text.startsWith("import ", at)))
                ? text.indexOf('\n', at)
                : at + 1;
    }
}
