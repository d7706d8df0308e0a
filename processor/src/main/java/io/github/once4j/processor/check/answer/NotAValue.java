package io.github.once4j.processor.check.answer;

/** Says in a sentence why a text is not a value, and what would be. */
final class NotAValue extends Exception {
    private static final long serialVersionUID = 1L;
    private final String fact;
    private final String fix;

    NotAValue(String fact, String fix) {
        super(fact);
        this.fact = fact;
        this.fix = fix;
    }

    /** With an example of what would be one. */
    static NotAValue like(String text, String type, String example) {
        return new NotAValue(no(text, type), "write one like \"" + example + "\".");
    }

    /** With the least and the greatest. */
    static NotAValue between(String text, String type, Object least, Object greatest) {
        return new NotAValue(no(text, type), "write one from \"" + least + "\" to \"" + greatest + "\".");
    }

    private static String no(String text, String type) {
        return "`" + text + "` is not a value of " + type + ".";
    }

    String fact() {
        return fact;
    }

    String fix() {
        return fix;
    }
}
