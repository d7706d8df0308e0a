package io.github.once4j.runtime.internal.text;

/** Finds text that cannot be encoded: every encoder would turn it into {@code ?}, and two keys into one. */
public final class Surrogates {
    private Surrogates() {}

    /** The index of a surrogate without its other half; -1 if there is none. */
    public static int unpaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
