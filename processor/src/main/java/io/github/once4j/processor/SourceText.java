package io.github.once4j.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Shortens the text of a generated file line by line. */
final class SourceText {
    private static final Pattern JAVA_LANG = Pattern.compile("import java\\.lang\\.(\\w+);");

    /** The first line of a member without comment or annotation. */
    private static final Pattern HEAD = Pattern.compile(" +[^ @/].*");

    /** A line of the head of a method that goes on in the next one. */
    private static final Pattern WRAPPED = Pattern.compile(".*[^;{}]");

    private SourceText() {}

    /**
     * Removes what a reader does not need: imports of {@code java.lang} that the package makes unnecessary, lines of
     * comments that fit one line, blank lines between short members.
     *
     * @param text as JavaPoet writes it
     * @param isInPackage whether the package of the file has a class of this simple name
     */
    static String tidy(String text, Predicate<String> isInPackage) {
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            var javaLang = JAVA_LANG.matcher(line);
            if (!javaLang.matches() || isInPackage.test(javaLang.group(1))) {
                lines.add(line);
            }
        }
        return String.join("\n", withoutBlanks(withShortComments(lines)));
    }

    /** Comments of three lines, of which two are its delimiters, on one line. */
    private static List<String> withShortComments(List<String> lines) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean isShort = i + 2 < lines.size()
                    && lines.get(i).strip().equals("/**")
                    && lines.get(i + 2).strip().equals("*/");
            if (isShort) {
                found.add(lines.get(i) + lines.get(i + 1).stripLeading().substring(1) + " */");
                i += 2;
            } else {
                found.add(lines.get(i));
            }
        }
        return found;
    }

    /** Without the blank lines between two fields, and between two methods of one statement without comments. */
    private static List<String> withoutBlanks(List<String> lines) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean isBetween = lines.get(i).isEmpty()
                    && i > 0
                    && i + 1 < lines.size()
                    && ((endsField(lines.get(i - 1)) && beginsField(lines.get(i + 1)))
                            || (endOfShortMethod(lines, startOfMember(lines, i - 1)) == i - 1
                                    && endOfShortMethod(lines, i + 1) > i));
            if (!isBetween) {
                found.add(lines.get(i));
            }
        }
        return found;
    }

    private static boolean endsField(String line) {
        return indent(line) > 0 && line.endsWith(";");
    }

    private static boolean beginsField(String line) {
        return indent(line) > 0 && (line.endsWith(";") || line.contains(" = "));
    }

    /** The first line of the member that ends at a line: after a blank line, or the head of the class. */
    private static int startOfMember(List<String> lines, int end) {
        int start = end;
        while (start > 0 && !lines.get(start - 1).isEmpty() && indent(lines.get(start - 1)) >= indent(lines.get(end))) {
            start--;
        }
        return start;
    }

    /** The last line of a method or constructor of one statement, without comment or annotation; -1 if there is none. */
    private static int endOfShortMethod(List<String> lines, int start) {
        if (!HEAD.matcher(lines.get(start)).matches()) {
            return -1;
        }
        int brace = start;
        while (WRAPPED.matcher(lines.get(brace)).matches()) {
            brace++;
        }
        int end = brace + 2;
        boolean isShort =
                lines.get(brace).endsWith("{") && lines.get(end).equals(" ".repeat(indent(lines.get(start))) + "}");
        return isShort ? end : -1;
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
