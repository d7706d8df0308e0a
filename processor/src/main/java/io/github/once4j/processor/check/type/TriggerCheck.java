package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Modifier;

/** Micronaut registers schedules and listeners of abstract classes, too. Code 805. */
public final class TriggerCheck {
    private static final Set<String> TRIGGERS =
            Set.of("io.micronaut.aop.Adapter", "io.micronaut.context.annotation.Executable");

    private final Language language;

    public TriggerCheck(Language language) {
        this.language = language;
    }

    public void check(Candidate candidate, Problems problems) {
        if (candidate.type().getKind().isClass()
                && candidate.type().getModifiers().contains(Modifier.ABSTRACT)) {
            candidate.uses().forEach(use -> check(use, problems));
        }
    }

    private void check(OnceUse use, Problems problems) {
        for (AnnotationMirror mirror : use.method().getAnnotationMirrors()) {
            if (language.annotations().find(mirror, TRIGGERS).isPresent()) {
                String annotation = "@" + mirror.getAnnotationType().asElement().getSimpleName();
                String method = "`" + DisplayName.of(use.method()) + "`";
                problems.error(
                        Code.TRIGGERED_TWICE,
                        Spot.of(use),
                        "Micronaut would call the method " + method + " twice for its `" + annotation
                                + "`: once for the abstract class, and once for its guarded class.",
                        "move `" + annotation + "` to a method of another bean, which calls " + method + ".");
            }
        }
    }
}
