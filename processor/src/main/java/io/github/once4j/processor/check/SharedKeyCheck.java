package io.github.once4j.processor.check;

import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether two methods of a type can give one key, and so lock each other out. Code 208. */
final class SharedKeyCheck {
    private SharedKeyCheck() {}

    /**
     * For each method at most one problem, with the first method before it that it meets.
     *
     * @param keys the annotations whose keys are sound, in the order of the sources
     */
    static List<Problem> check(Map<OnceUse, Key> keys) {
        List<Problem> problems = new ArrayList<>();
        List<OnceUse> before = new ArrayList<>();
        keys.forEach((use, key) -> {
            before.stream()
                    .filter(other -> !(use.isInherited() && other.isInherited()))
                    .filter(other -> !isMeant(use) || !isMeant(other))
                    .flatMap(
                            other -> KeyLanguage.meeting(keys.get(other), key)
                                    .map(met -> problem(use, other, key, keys.get(other), met))
                                    .stream())
                    .findFirst()
                    .ifPresent(problems::add);
            before.add(use);
        });
        return problems;
    }

    /** On the method, its class, or the class that is guarded: of a class file it cannot be read. */
    private static boolean isMeant(OnceUse use) {
        return Suppressed.is(Suppressed.SHARED_KEY, use.method()) || Suppressed.is(Suppressed.SHARED_KEY, use.type());
    }

    private static Problem problem(OnceUse use, OnceUse other, Key key, Key otherKey, String met) {
        String fact = "`" + Signatures.of(use.method()) + "` and `" + Signatures.of(other.method())
                + "` can give one key, `" + met + "`: then one keeps the other from running.";
        // Where the first one is the type's own and the second is inherited, the own one is where it can be mended.
        OnceUse shown = use.isInherited() ? other : use;
        String begin = shown.method().getSimpleName().toString();
        return Problem.error(
                        Code.SHARED_KEY,
                        Spots.of(shown, "key"),
                        fact,
                        "begin each key with a text of its own, like \"" + begin + "-"
                                + (shown == use ? key : otherKey).template()
                                + "\"; or, where it is meant, @SuppressWarnings(\"" + Suppressed.SHARED_KEY
                                + "\") on both methods, or on the class.")
                .hint("Their keys: `" + key.template() + "` and `" + otherKey.template() + "`.")
                .as(Severity.WARNING);
    }
}
