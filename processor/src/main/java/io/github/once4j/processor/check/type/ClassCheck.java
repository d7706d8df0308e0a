package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.Kotlin;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.Visibility;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.util.ElementFilter;

/** Whether a guarded subclass of a type can exist. Codes 6xx. */
public final class ClassCheck {
    /** The limit of file systems for the name of a file, in bytes. */
    private static final int LONGEST_NAME = 255;

    /** The longest suffix of the class files of a guarded class. */
    private static final String LONGEST_FILE = "$Once$.class";

    private final Language language;

    public ClassCheck(Language language) {
        this.language = language;
    }

    public void check(Candidate candidate, Problems problems) {
        TypeElement type = candidate.type();
        if (!isNamed(type)) {
            error(
                    type,
                    Code.PRIVATE_CLASS,
                    "The type `%s` has no name that another source file can use, so that its guarded class cannot extend it.",
                    "move `%s` to a source file of its own.",
                    problems);
            return;
        }
        String generated = GuardedType.nameFor(type);
        if ((generated + LONGEST_FILE).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
            error(
                    type,
                    Code.NAME_TOO_LONG,
                    "The name of `%s` is too long: its guarded class `" + generated
                            + "` would need a file name of more than " + LONGEST_NAME + " bytes.",
                    "shorten its name, or move it out of its enclosing types.",
                    problems);
            return;
        }
        switch (type.getKind()) {
            case RECORD -> {
                // ecj has no position of a record: at the method, unless it is the accessor of an annotated component.
                Element spot = candidate.uses().stream()
                        .map(OnceUse::method)
                        .filter(method -> !isAccessor(type, method))
                        .<Element>map(method -> method)
                        .findFirst()
                        .orElse(type);
                String name = type.getSimpleName().toString();
                problems.error(
                        Code.RECORD,
                        Spot.of(spot),
                        "The record `" + name + "` cannot be guarded: records are final.",
                        "move the method to a class, and pass the record as a parameter.");
            }
            case ENUM ->
                error(
                        type,
                        Code.ENUM,
                        "The enum `%s` cannot be guarded: enums cannot be extended.",
                        "move the method to a class, and pass the constant as a parameter.",
                        problems);
            case ANNOTATION_TYPE ->
                error(
                        type,
                        Code.ANNOTATION_TYPE,
                        "The annotation type `%s` has nothing to guard.",
                        "move the method to a class or an interface.",
                        problems);
            default -> {
                if (Kotlin.isFile(type) || Kotlin.isObject(type)) {
                    withoutSubclasses(candidate, problems);
                } else {
                    ofClass(type, problems);
                }
            }
        }
    }

    /** Where Kotlin makes a class of what is none: an error for each function, at its place. */
    private static void withoutSubclasses(Candidate candidate, Problems problems) {
        String type = candidate.type().getSimpleName().toString();
        for (OnceUse use : candidate.uses()) {
            problems.error(
                    Code.FINAL_CLASS,
                    Spot.of(use),
                    "The function `" + DisplayName.of(use.method()) + "` is in "
                            + (Kotlin.isFile(candidate.type()) ? "no class" : "the object `" + type + "`")
                            + ": there is no class that its guarded class could extend.",
                    "move it into an abstract class, as `open fun "
                            + use.method().getSimpleName() + "`.");
        }
    }

    private static boolean isAccessor(TypeElement type, ExecutableElement method) {
        return method.getParameters().isEmpty()
                && type.getRecordComponents().stream()
                        .anyMatch(each -> each.getSimpleName().equals(method.getSimpleName()));
    }

    /** Types of a compact source file have no name outside of it; local and anonymous classes have none at all. */
    private boolean isNamed(TypeElement type) {
        TypeElement top = type;
        for (Element each = type; each instanceof TypeElement around; each = each.getEnclosingElement()) {
            if (around.getNestingKind() == NestingKind.LOCAL || around.getNestingKind() == NestingKind.ANONYMOUS) {
                return false;
            }
            top = around;
        }
        return !language.elements().getPackageOf(top).isUnnamed()
                || !top.getModifiers().contains(Modifier.FINAL)
                || language.elements().getTypeElement(top.getQualifiedName()) != null;
    }

    private void ofClass(TypeElement type, Problems problems) {
        extensible(type, problems);
        if (isInner(type)) {
            error(
                    type,
                    Code.INNER_CLASS,
                    "The class `%s` is an inner class: its objects need one of the outer class.",
                    "write `abstract static class %s`, or make it a top-level class.",
                    problems);
        }
        boolean isPrivate = Visibility.isPrivate(type);
        if (isPrivate) {
            error(
                    type,
                    Code.PRIVATE_CLASS,
                    "The type `%s` is private, so that its guarded class cannot name it.",
                    "remove `private` from the type and from its enclosing types.",
                    problems);
        }
        bounds(type, problems);
        if (!isPrivate
                && type.getKind() == ElementKind.CLASS
                && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                        .noneMatch(language.visibility()::isCallable)) {
            error(
                    type,
                    Code.PRIVATE_CONSTRUCTORS,
                    "All constructors of `%s` are private or have a parameter of a private type: its guarded class cannot call any.",
                    ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                            .filter(each -> !each.getModifiers().contains(Modifier.PRIVATE))
                            .flatMap(each -> hiddenIn(each).stream())
                            .findFirst()
                            .map(hidden -> "remove `private` from " + hidden.getSimpleName() + ".")
                            .orElse("make one protected or package-private."),
                    problems);
        }
    }

    private Optional<TypeElement> hiddenIn(ExecutableElement constructor) {
        return language.visibility()
                .hidden(
                        constructor,
                        (ExecutableType) constructor.asType(),
                        language.elements().getPackageOf(constructor));
    }

    private void extensible(TypeElement type, Problems problems) {
        if (type.getModifiers().contains(Modifier.SEALED)) {
            error(
                    type,
                    Code.SEALED_CLASS,
                    "The type `%s` is sealed: its guarded class cannot extend it.",
                    "remove `sealed` and `permits`, or move the method to a type that is not sealed.",
                    problems);
        } else if (type.getModifiers().contains(Modifier.FINAL)) {
            error(
                    type,
                    Code.FINAL_CLASS,
                    "The class `%s` is final: its guarded class cannot extend it.",
                    Kotlin.isKotlin(type)
                            ? "write `abstract class %s`: Kotlin classes are final by default."
                            : "replace `final` by `abstract`: then the unguarded class cannot be instantiated by mistake.",
                    problems);
        }
    }

    private void bounds(TypeElement type, Problems problems) {
        type.getTypeParameters().stream()
                .flatMap(variable -> variable.getBounds().stream())
                .flatMap(bound ->
                        language.visibility().hidden(bound, language.elements().getPackageOf(type)).stream())
                .findFirst()
                .ifPresent(hidden -> error(
                        type,
                        Code.PRIVATE_CLASS,
                        "The bound `" + hidden.getSimpleName()
                                + "` of a type parameter of `%s` is a type that the guarded class cannot name.",
                        Visibility.isPrivate(hidden)
                                ? "remove `private` from " + hidden.getSimpleName() + "."
                                : "make " + hidden.getSimpleName() + " public.",
                        problems));
    }

    /** Whether an object of a type needs one of the type around it. */
    private static boolean isInner(TypeElement type) {
        return type.getKind() == ElementKind.CLASS
                && type.getNestingKind() == NestingKind.MEMBER
                && !type.getModifiers().contains(Modifier.STATIC);
    }

    private static void error(TypeElement type, Code code, String fact, String fix, Problems problems) {
        String name = type.getSimpleName().toString();
        problems.error(code, Spot.of(type), fact.replace("%s", name), fix.replace("%s", name));
    }
}
