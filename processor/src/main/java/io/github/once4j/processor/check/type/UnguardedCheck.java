package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.Suppression;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problem.Severity;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Whether somebody can build the unguarded class by mistake. Code 610. */
public final class UnguardedCheck {
    private final Language language;
    private final Optional<Severity> severity;

    public UnguardedCheck(Language language, Optional<Severity> severity) {
        this.language = language;
        this.severity = severity;
    }

    public void check(TypeElement type, Problems problems) {
        boolean buildable = type.getKind() == ElementKind.CLASS
                && !type.getModifiers().contains(Modifier.ABSTRACT)
                && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                        .anyMatch(this::isForOthers);
        if (!buildable || Suppression.is(Suppression.UNGUARDED, type)) {
            return;
        }
        String name = type.getSimpleName().toString();
        severity.ifPresent(level -> problems.add(Problem.error(
                        Code.UNGUARDED_CLASS,
                        Spot.of(type),
                        "`new " + name + "(…)` creates an object that is not guarded.",
                        "write `abstract class " + name + "`, and create a " + GuardedType.nameFor(type)
                                + "; or, if this is intended, add @SuppressWarnings(\"" + Suppression.UNGUARDED
                                + "\") to the class, or compile with -Aonce4j.unguarded=ignore.")
                .as(level)));
    }

    /** Other classes cannot call protected or private constructors, or those with a parameter of a private type. */
    private boolean isForOthers(ExecutableElement constructor) {
        return !constructor.getModifiers().contains(Modifier.PROTECTED)
                && language.visibility().isCallable(constructor);
    }
}
