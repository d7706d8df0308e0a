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
import java.util.Optional;
import java.util.function.BiFunction;

/** Reports methods of a type whose templates can give the same key, so that each excludes the other. Code 208. */
public final class SharedKeyCheck {
    private final BiFunction<Key, Key, Optional<String>> search;

    public SharedKeyCheck() {
        this(CommonKey::of);
    }

    /** With a search for a key that two templates can both give. */
    SharedKeyCheck(BiFunction<Key, Key, Optional<String>> search) {
        this.search = search;
    }

    /**
     * Reports for each of the type's own methods the first one that it can share a key with: of the inherited methods and of
     * those declared before it.
     *
     * @param keys the annotations whose keys are correct, in source order
     */
    public void check(Map<OnceUse, Key> keys, Problems problems) {
        List<Use> all = keys.entrySet().stream()
                .map(each -> new Use(each.getKey(), each.getValue(), isSuppressed(each.getKey())))
                .toList();
        if (all.stream().allMatch(Use::isSuppressed)) {
            return;
        }
        List<Use> others = new ArrayList<>(
                all.stream().filter(use -> use.once.isInherited()).toList());
        for (Use use : all) {
            if (!use.once.isInherited()) {
                others.stream()
                        .flatMap(other -> problem(use, other).stream())
                        .findFirst()
                        .ifPresent(problems::add);
                others.add(use);
            }
        }
    }

    private record Use(OnceUse once, Key key, boolean isSuppressed) {}

    /** On the method, its class or the guarded class: class files do not have this annotation. */
    private static boolean isSuppressed(OnceUse use) {
        return Suppression.is(Suppression.SHARED_KEY, use.method())
                || Suppression.is(Suppression.SHARED_KEY, use.type());
    }

    private Optional<Problem> problem(Use use, Use other) {
        return (use.isSuppressed && other.isSuppressed) || !KeyFrame.canMeet(use.key, other.key)
                ? Optional.empty()
                : search.apply(use.key, other.key).map(key -> problem(use, other, key));
    }

    private static Problem problem(Use use, Use other, String key) {
        String template = use.key.template();
        String name = use.once.method().getSimpleName().toString();
        return Problem.error(
                        Code.SHARED_KEY,
                        Spot.of(use.once, "key"),
                        "`" + DisplayName.of(use.once.method()) + "` and `" + DisplayName.of(other.once.method())
                                + "` can have the same key, `" + key + "`: while one runs, the other is locked.",
                        "write a key with a prefix of its own, like \"" + name + "-" + template
                                + "\"; or, if this is intended, add @SuppressWarnings(\"" + Suppression.SHARED_KEY
                                + "\") to both methods or to the class.")
                .hint(
                        template.equals(other.key.template())
                                ? "Both keys are `" + template + "`."
                                : "Their keys are `" + template + "` and `" + other.key.template() + "`.")
                .as(Severity.WARNING);
    }
}
