package io.github.once4j.processor;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The text of a generated file, made tidy line by line. */
final class SourceText {
    private static final Pattern JAVA_LANG = Pattern.compile("import java\\.lang\\.(\\w+);");

    private SourceText() {}

    /**
     * Leaves out what a reader does not need.
     *
     * @param text as JavaPoet writes it
     * @param isInPackage whether the package of the file has a class of this simple name
     */
    static String tidy(String text, Predicate<String> isInPackage) {
        var tidy = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            var javaLang = JAVA_LANG.matcher(line);
            if (javaLang.matches() && !isInPackage.test(javaLang.group(1))) {
                continue;
            }
            tidy.append(line).append('\n');
        }
        tidy.setLength(tidy.length() - 1);
        return tidy.toString();
    }
}
