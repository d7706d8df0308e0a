package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.Suppression;
import io.github.once4j.processor.language.Visibility;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Subclass;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problem.Severity;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.List;
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
        report(
                type,
                ".",
                "write `abstract class " + type.getSimpleName() + "`, and create a " + GuardedType.nameFor(type),
                problems);
    }

    /** A class that only inherits guarded methods, or overrides them. Of several that extend each other, the uppermost is reported. */
    public void check(Subclass subclass, Problems problems) {
        TypeElement type = subclass.type();
        TypeElement below = subclass.below();
        TypeElement guarded = subclass.guarded();
        if (!type.equals(below) && !below.getModifiers().contains(Modifier.ABSTRACT)) {
            return;
        }
        report(
                type,
                ": it inherits the @Once methods of " + guarded.getSimpleName()
                        + ", and no guarded class is written for it.",
                overridesMethodOf(guarded, type)
                        ? "put @Once on its methods that override guarded ones: then one is written"
                        : "let " + (type.equals(below) ? "it" : below.getSimpleName()) + " extend "
                                + GuardedType.nameFor(guarded) + " instead of " + guarded.getSimpleName(),
                problems);
    }

    private boolean overridesMethodOf(TypeElement guarded, TypeElement type) {
        List<ExecutableElement> own = ElementFilter.methodsIn(type.getEnclosedElements());
        return ElementFilter.methodsIn(guarded.getEnclosedElements()).stream()
                .anyMatch(upper ->
                        own.stream().anyMatch(lower -> language.elements().overrides(lower, upper, type)));
    }

    private void report(TypeElement type, String why, String fix, Problems problems) {
        boolean buildable = type.getKind() == ElementKind.CLASS
                && !type.getModifiers().contains(Modifier.ABSTRACT)
                && !Visibility.isPrivate(type)
                && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                        .anyMatch(this::isForOthers);
        if (!buildable || Suppression.is(Suppression.UNGUARDED, type)) {
            return;
        }
        severity.ifPresent(level -> problems.add(Problem.error(
                        Code.UNGUARDED_CLASS,
                        Spot.of(type),
                        "`new " + type.getSimpleName() + "(…)` creates an object that is not guarded" + why,
                        fix + "; or, if this is intended, add @SuppressWarnings(\"" + Suppression.UNGUARDED
                                + "\") to the class, or compile with -Aonce4j.unguarded=ignore.")
                .as(level)));
    }

    /** Other classes cannot call protected or private constructors, or those with a parameter of a private type. */
    private boolean isForOthers(ExecutableElement constructor) {
        return !constructor.getModifiers().contains(Modifier.PROTECTED)
                && language.visibility().isCallable(constructor);
    }
}
