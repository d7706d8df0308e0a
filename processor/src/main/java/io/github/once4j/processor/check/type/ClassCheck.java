package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.Visibility;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Spot;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Whether a guarded subclass of a type can be written at all. Codes 6xx. */
public final class ClassCheck {
    private ClassCheck() {}

    public static List<Problem> check(Language language, TypeElement type, Element annotated) {
        List<Problem> problems = new ArrayList<>();
        switch (type.getKind()) {
            case RECORD ->
                problems.add(error(
                        type,
                        annotated,
                        Code.RECORD,
                        "The record `%s` cannot be guarded: records are final.",
                        "move the method to a class, and pass the record as a parameter."));
            case ENUM ->
                problems.add(error(
                        type,
                        Code.ENUM,
                        "The enum `%s` cannot be guarded: nothing can extend it.",
                        "move the method to a class, and pass the constant as a parameter."));
            case ANNOTATION_TYPE ->
                problems.add(error(
                        type,
                        Code.ANNOTATION_TYPE,
                        "The annotation type `%s` has nothing to guard.",
                        "move the method to a class or an interface."));
            default -> ofClass(language, type, problems);
        }
        return problems;
    }

    private static void ofClass(Language language, TypeElement type, List<Problem> problems) {
        var modifiers = type.getModifiers();
        if (modifiers.contains(Modifier.SEALED)) {
            problems.add(error(
                    type,
                    Code.SEALED_CLASS,
                    "The type `%s` is sealed: its guarded class may not extend it.",
                    "leave `sealed` out, or move the method to a type that is not sealed."));
        } else if (modifiers.contains(Modifier.FINAL)) {
            problems.add(error(
                    type,
                    Code.FINAL_CLASS,
                    "The class `%s` is final: its guarded class cannot extend it.",
                    "leave `final` out; best write `abstract`, so that nobody builds the unguarded class by mistake."));
        }
        if (isInner(type)) {
            problems.add(error(
                    type,
                    Code.INNER_CLASS,
                    "The class `%s` is an inner class: its objects belong to an outer one.",
                    "write `static class %s`, or make it a top-level class."));
        }
        if (Visibility.isPrivate(type)) {
            problems.add(error(
                    type,
                    Code.PRIVATE_CLASS,
                    "The type `%s` is private, so that its guarded class cannot name it.",
                    "leave `private` out, for the type and those around it."));
        }
        type.getTypeParameters().stream()
                .flatMap(variable -> variable.getBounds().stream())
                .flatMap(bound ->
                        language.visibility().hidden(bound, language.elements().getPackageOf(type)).stream())
                .findFirst()
                .ifPresent(hidden -> problems.add(error(
                        type,
                        Code.PRIVATE_CLASS,
                        "A type parameter of `%s` is bounded by `" + hidden.getSimpleName()
                                + "`, which its guarded class cannot name.",
                        "leave `private` out of " + hidden.getSimpleName() + ".")));
        List<ExecutableElement> constructors = ElementFilter.constructorsIn(type.getEnclosedElements());
        if (!Visibility.isPrivate(type)
                && type.getKind() == ElementKind.CLASS
                && constructors.stream().noneMatch(language.visibility()::isCallable)) {
            problems.add(error(
                    type,
                    Code.PRIVATE_CONSTRUCTORS,
                    "All constructors of `%s` are private, or take a private type: its guarded class cannot call one.",
                    "make one protected or package-private."));
        }
    }

    private static boolean isInner(TypeElement type) {
        for (Element each = type; each instanceof TypeElement nested; each = each.getEnclosingElement()) {
            boolean member = nested.getNestingKind() == NestingKind.MEMBER;
            if (member
                    && nested.getKind() == ElementKind.CLASS
                    && !nested.getModifiers().contains(Modifier.STATIC)) {
                return true;
            }
        }
        return false;
    }

    private static Problem error(TypeElement type, Code code, String fact, String fix) {
        return error(type, type, code, fact, fix);
    }

    /** At the annotated method where a compiler has no place for the type: ecj has none for records. */
    private static Problem error(TypeElement type, Element spot, Code code, String fact, String fix) {
        String name = type.getSimpleName().toString();
        return Problem.error(code, Spot.of(spot), fact.replace("%s", name), fix.replace("%s", name));
    }
}
