package io.github.once4j.processor.check;

import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problem.Severity;
import io.github.once4j.processor.problem.Spot;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Whether somebody can build the unguarded class by mistake. Code 610. */
final class UnguardedCheck {
    private final Language language;
    private final Optional<Severity> severity;

    UnguardedCheck(Language language, Optional<Severity> severity) {
        this.language = language;
        this.severity = severity;
    }

    Optional<Problem> check(TypeElement type) {
        boolean buildable = type.getKind() == ElementKind.CLASS
                && !type.getModifiers().contains(Modifier.ABSTRACT)
                && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                        .anyMatch(this::isForOthers);
        if (!buildable || Suppressed.is(Suppressed.UNGUARDED, type)) {
            return Optional.empty();
        }
        String name = type.getSimpleName().toString();
        return severity.map(level -> Problem.error(
                        Code.UNGUARDED_CLASS,
                        Spot.of(type),
                        "`new " + name + "(…)` builds an object that is not guarded, and nothing at the call shows it.",
                        "write `abstract class " + name + "`, and build " + GuardedType.nameFor(type)
                                + "; or, where it is meant, @SuppressWarnings(\"" + Suppressed.UNGUARDED
                                + "\") on the class, or -Aonce4j.unguarded=ignore for all classes.")
                .as(level));
    }

    /** A protected constructor is for subclasses, a private one for nobody, one that takes a private type for nobody else. */
    private boolean isForOthers(ExecutableElement constructor) {
        return !constructor.getModifiers().contains(Modifier.PROTECTED) && language.isCallable(constructor);
    }
}
