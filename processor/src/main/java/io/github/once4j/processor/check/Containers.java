package io.github.once4j.processor.check;

import io.github.once4j.processor.model.GuardedType.Constructor;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Spot;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/** What dependency-injection containers and schedulers read, on classes, constructors and methods. Codes 8xx. */
final class Containers {
    /** On a class, or on an annotation of it: makes it a bean. */
    private static final Set<String> BEAN = Set.of(
            "org.springframework.stereotype.Component",
            "org.springframework.context.annotation.Scope",
            "jakarta.inject.Scope",
            "javax.inject.Scope",
            "jakarta.enterprise.context.NormalScope",
            "javax.enterprise.context.NormalScope",
            "jakarta.enterprise.inject.Stereotype",
            "javax.enterprise.inject.Stereotype",
            "com.google.inject.ScopeAnnotation",
            "io.micronaut.context.annotation.Bean");

    /** On a class, or on an annotation of it: says more about the bean. */
    private static final Set<String> ABOUT_BEAN = Set.of(
            "jakarta.inject.Qualifier",
            "javax.inject.Qualifier",
            "jakarta.inject.Named",
            "javax.inject.Named",
            "com.google.inject.BindingAnnotation",
            "org.springframework.beans.factory.annotation.Qualifier",
            "org.springframework.context.annotation.Primary",
            "org.springframework.context.annotation.Lazy",
            "org.springframework.context.annotation.Profile",
            "org.springframework.context.annotation.Conditional",
            "org.springframework.context.annotation.DependsOn",
            "org.springframework.core.annotation.Order",
            "io.micronaut.context.annotation.Primary",
            "io.micronaut.context.annotation.Requires");

    private static final Set<String> INJECT = Set.of(
            "org.springframework.beans.factory.annotation.Autowired",
            "jakarta.inject.Inject",
            "javax.inject.Inject",
            "com.google.inject.Inject");

    /** Read by frameworks on the most specific method only. */
    private static final Set<String> ON_OVERRIDE = Set.of(
            "org.springframework.scheduling.annotation.Scheduled",
            "org.springframework.scheduling.annotation.Schedules",
            "io.quarkus.scheduler.Scheduled",
            "io.quarkus.scheduler.Scheduled.Schedules",
            "io.micronaut.scheduling.annotation.Scheduled",
            "io.micronaut.scheduling.annotation.Schedules");

    private final Language language;
    private final Set<String> onOverride;

    Containers(Language language, Set<String> alsoOnOverride) {
        this.language = language;
        this.onOverride = new HashSet<>(ON_OVERRIDE);
        onOverride.addAll(alsoOnOverride);
    }

    /** What is copied to the generated class: only from an abstract class, which containers skip. */
    List<AnnotationMirror> stereotypes(TypeElement type) {
        return type.getModifiers().contains(Modifier.ABSTRACT) && type.getKind().isClass()
                ? marked(type, BEAN, ABOUT_BEAN)
                : List.of();
    }

    Optional<Problem> check(TypeElement type) {
        if (type.getModifiers().contains(Modifier.ABSTRACT)) {
            return Optional.empty();
        }
        return marked(type, BEAN, Set.of()).stream()
                .findFirst()
                .map(
                        mirror -> Problem.error(
                                Code.STEREOTYPE_ON_CONCRETE_CLASS,
                                new Spot(type, mirror, null),
                                "`@" + mirror.getAnnotationType().asElement().getSimpleName()
                                        + "` on the concrete class `" + type.getSimpleName()
                                        + "` makes an unguarded bean of it.",
                                "write `abstract class " + type.getSimpleName()
                                        + "`: the annotation is copied to the guarded class, and the container sees only that."));
    }

    List<AnnotationMirror> onOverride(Element method) {
        return marked(method, onOverride, Set.of());
    }

    /** A constructor, with what makes a container take it: as it is written, or as the class's stereotype needs it. */
    Constructor constructor(TypeElement type, Signature signature, boolean only) {
        Optional<AnnotationMirror> written = signature.element().getAnnotationMirrors().stream()
                .filter(mirror -> INJECT.contains(language.name(mirror.getAnnotationType())))
                .findFirst()
                .map(mirror -> mirror);
        boolean takesGuard = !signature.parameters().isEmpty()
                && language.name(signature.parameters().get(0).type()).equals("io.github.once4j.runtime.OnceGuard");
        Optional<TypeElement> implied = written.isEmpty() && only
                ? marked(type, BEAN, Set.of()).stream().findFirst().flatMap(this::injectionOf)
                : Optional.empty();
        return new Constructor(signature, takesGuard, written, implied);
    }

    private Optional<TypeElement> injectionOf(AnnotationMirror stereotype) {
        String name = language.name(stereotype.getAnnotationType());
        String injection = name.startsWith("com.google.")
                ? "com.google.inject.Inject"
                : name.startsWith("jakarta.") || name.startsWith("io.micronaut.")
                        ? "jakarta.inject.Inject"
                        : name.startsWith("javax.")
                                ? "javax.inject.Inject"
                                : "org.springframework.beans.factory.annotation.Autowired";
        return Optional.ofNullable(language.elements().getTypeElement(injection));
    }

    private List<AnnotationMirror> marked(Element element, Set<String> names, Set<String> more) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> language.composedOf(mirror, names).isPresent()
                        || language.composedOf(mirror, more).isPresent())
                .<AnnotationMirror>map(mirror -> mirror)
                .toList();
    }
}
