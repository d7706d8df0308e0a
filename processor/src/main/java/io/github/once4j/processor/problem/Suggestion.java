package io.github.once4j.processor.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was probably meant: the most similar one, if it is similar enough. */
public final class Suggestion {
    private Suggestion() {}

    public static Optional<String> nearest(String written, Collection<String> names) {
        String lower = written.toLowerCase(Locale.ROOT);
        int limit = Math.max(Math.min(1, written.length() - 1), written.length() / 3);
        Comparator<String> byDistance = Comparator.comparingInt(name -> score(lower, name));
        return names.stream()
                .min(byDistance.thenComparing(Comparator.naturalOrder()))
                .filter(name -> score(lower, name) <= limit);
    }

    /** The edit distance; 1 for a name that begins or ends with what is written. */
    private static int score(String lower, String name) {
        String other = name.toLowerCase(Locale.ROOT);
        if (lower.length() > 2 && (other.startsWith(lower) || other.endsWith(lower))) {
            return 1;
        }
        return distance(lower, other);
    }

    /** Counts insertions, deletions, replacements and swaps of neighbours. */
    private static int distance(String one, String two) {
        int[][] d = new int[one.length() + 1][two.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= two.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int cost = one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                boolean swapped = i > 1
                        && j > 1
                        && one.charAt(i - 1) == two.charAt(j - 2)
                        && one.charAt(i - 2) == two.charAt(j - 1);
                if (swapped) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[one.length()][two.length()];
    }
}
