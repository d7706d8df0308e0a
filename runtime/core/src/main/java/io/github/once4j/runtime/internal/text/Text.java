package io.github.once4j.runtime.internal.text;

/**
 * Text from outside (keys, foreign values, replies of servers) for messages and logs: printable, and bounded, so that nobody
 * who can store a value can forge a log line or fill a log.
 */
public final class Text {
    private static final int LONGEST = 512;

    private Text() {}

    /** Escapes what is not printable, and cuts what is longer than about 512 bytes. */
    public static String printable(String text) {
        if (text.length() <= LONGEST && isPlain(text)) {
            return text;
        }
        var printable = new StringBuilder(Math.min(text.length(), LONGEST) + 32);
        int i = 0;
        for (int bytes = 0; i < text.length() && bytes < LONGEST; ) {
            int point = text.codePointAt(i);
            int before = printable.length();
            append(printable, point);
            bytes += (printable.length() - before) * (printable.charAt(before) <= '~' ? 1 : 3);
            i += Character.charCount(point);
        }
        if (i < text.length()) {
            printable.append("… (").append(text.length()).append(" characters)");
        }
        return printable.toString();
    }

    /** What a throwable says, as {@link #printable}; its class if it says nothing. Its code may be anyone's, and throw. */
    public static String message(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            return printable(message == null ? thrown.toString() : message);
        } catch (Throwable broken) {
            return thrown.getClass().getName();
        }
    }

    /** A throwable with its class, as {@link #printable}. */
    public static String describe(Throwable thrown) {
        try {
            return printable(thrown.toString());
        } catch (Throwable broken) {
            return thrown.getClass().getName();
        }
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    private static void append(StringBuilder to, int point) {
        switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                to.append(point <= 0xFF ? "\\x%02X".formatted(point) : "\\u%04X".formatted(point));
            default -> to.appendCodePoint(point);
        }
    }
}
