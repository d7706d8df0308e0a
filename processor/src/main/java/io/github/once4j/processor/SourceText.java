package io.github.once4j.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Shortens the text of a generated file line by line. */
final class SourceText {
    private static final String JAVA_LANG = "import java.lang.";

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
            if (!line.startsWith(JAVA_LANG)
                    || isNeeded(line.substring(JAVA_LANG.length(), line.length() - 1), isInPackage)) {
                lines.add(line);
            }
        }
        return String.join("\n", withoutBlanks(withShortComments(lines)));
    }

    /** Whether a class of {@code java.lang}, or of a package below it, has to be imported. */
    private static boolean isNeeded(String name, Predicate<String> isInPackage) {
        return name.contains(".") || isInPackage.test(name);
    }

    /** Comments of three lines, of which two are its delimiters, on one line. */
    private static List<String> withShortComments(List<String> lines) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean isShort = i + 2 < lines.size() && isOnly(lines.get(i), "/**") && isOnly(lines.get(i + 2), "*/");
            if (isShort) {
                found.add(lines.get(i) + lines.get(i + 1).stripLeading().substring(1) + " */");
                i += 2;
            } else {
                found.add(lines.get(i));
            }
        }
        return found;
    }

    private static boolean isOnly(String line, String text) {
        return line.endsWith(text) && indent(line) + text.length() == line.length();
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
        if (!beginsMember(lines.get(start))) {
            return -1;
        }
        int brace = start;
        while (isWrapped(lines.get(brace))) {
            brace++;
        }
        int end = brace + 2;
        boolean isShort =
                lines.get(brace).endsWith("{") && lines.get(end).equals(" ".repeat(indent(lines.get(start))) + "}");
        return isShort ? end : -1;
    }

    /** Whether a line is the first one of a member without comment or annotation. */
    private static boolean beginsMember(String line) {
        int indent = indent(line);
        return indent > 0 && indent < line.length() && line.charAt(indent) != '@' && line.charAt(indent) != '/';
    }

    /** Whether a line is of the head of a method that goes on in the next one. */
    private static boolean isWrapped(String line) {
        return !line.isEmpty() && ";{}".indexOf(line.charAt(line.length() - 1)) < 0;
    }

    private static int indent(String line) {
        int indent = 0;
        while (indent < line.length() && line.charAt(indent) == ' ') {
            indent++;
        }
        return indent;
    }
}
