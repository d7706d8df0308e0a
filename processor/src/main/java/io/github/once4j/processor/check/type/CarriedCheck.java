package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.CarriedAnnotations;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** Whether the guarded class can repeat the annotations of its class and of the guarded methods. Codes 803 and 804. */
public final class CarriedCheck {
    private CarriedCheck() {}

    public static void check(Candidate candidate, Problems problems) {
        TypeElement type = candidate.type();
        if (!type.getKind().isClass()) {
            return; // the container's bean is the delegate
        }
        if (type.getModifiers().contains(Modifier.ABSTRACT)) {
            check(type, "the class `" + type.getSimpleName() + "`", type, Spot.of(type), problems);
        }
        for (OnceUse use : candidate.uses()) {
            String method = "`" + DisplayName.of(use.method()) + "`";
            check(use.method(), "the method " + method, type, Spot.of(use), problems);
            use.method()
                    .getParameters()
                    .forEach(each -> check(
                            each,
                            "the parameter `" + each.getSimpleName() + "` of " + method,
                            type,
                            Spot.of(use),
                            problems));
        }
    }

    private static void check(Element annotated, String what, TypeElement reader, Spot spot, Problems problems) {
        annotated.getAnnotationMirrors().stream()
                .filter(mirror -> CarriedAnnotations.is(mirror) && !CarriedAnnotations.isNameable(mirror, reader))
                .forEach(mirror -> problems.add(problem(mirror, what, spot)));
    }

    private static Problem problem(AnnotationMirror mirror, String what, Spot spot) {
        String name = mirror.getAnnotationType().asElement().getSimpleName().toString();
        String fact = "The guarded class cannot repeat `@" + name + "` of " + what
                + ": the annotation, or a type in its values, is private or package-private in another package";
        return CarriedAnnotations.isAboutSecurity(mirror)
                ? Problem.error(
                        Code.LOST_SECURITY,
                        spot,
                        fact + ". Without it, calls would not be checked.",
                        "make " + name + " and the types in its values public.")
                : Problem.error(
                                Code.LOST_ANNOTATION,
                                spot,
                                fact + ".",
                                "ignore this note if nothing reads the annotation at run time; otherwise make " + name
                                        + " and the types in its values public.")
                        .as(Problem.Severity.NOTE);
    }
}
