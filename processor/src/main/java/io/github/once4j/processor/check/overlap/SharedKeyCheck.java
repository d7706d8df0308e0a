package io.github.once4j.processor.check.overlap;

import io.github.once4j.processor.language.Suppression;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problem.Severity;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Whether two methods of a type can give one key, and so lock each other out. Code 208. */
public final class SharedKeyCheck {
    private SharedKeyCheck() {}

    /**
     * For each of the type's own methods at most one problem: with the first that it meets of the inherited ones and of those
     * before it.
     *
     * @param keys the annotations whose keys are sound, in the order of the sources
     */
    public static void check(Map<OnceUse, Key> keys, Problems problems) {
        List<OnceUse> others = new ArrayList<>(
                keys.keySet().stream().filter(OnceUse::isInherited).toList());
        keys.forEach((use, key) -> {
            if (!use.isInherited()) {
                others.stream()
                        .flatMap(other -> problem(use, key, other, Objects.requireNonNull(keys.get(other))).stream())
                        .findFirst()
                        .ifPresent(problems::add);
                others.add(use);
            }
        });
    }

    /** On the method, its class, or the class that is guarded: of a class file it cannot be read. */
    private static boolean isMeant(OnceUse use) {
        return Suppression.is(Suppression.SHARED_KEY, use.method())
                || Suppression.is(Suppression.SHARED_KEY, use.type());
    }

    private static Optional<Problem> problem(OnceUse use, Key key, OnceUse other, Key otherKey) {
        return CommonKey.of(key, otherKey)
                .filter(met -> !isMeant(use) || !isMeant(other))
                .map(met -> Problem.error(
                                Code.SHARED_KEY,
                                Spot.of(use, "key"),
                                "`" + DisplayName.of(use.method()) + "` and `" + DisplayName.of(other.method())
                                        + "` can give one key, `" + met + "`: then one keeps the other from running.",
                                "begin each key with a text of its own, like \""
                                        + use.method().getSimpleName() + "-"
                                        + key.template() + "\"; or, where it is meant, @SuppressWarnings(\""
                                        + Suppression.SHARED_KEY + "\") on both methods, or on the class.")
                        .hint(
                                key.template().equals(otherKey.template())
                                        ? "Both keys are `" + key.template() + "`."
                                        : "Their keys are `" + key.template() + "` and `" + otherKey.template() + "`.")
                        .as(Severity.WARNING));
    }
}
