package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.GuardedType.Constructor;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problems;
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
public final class Containers {
    private final Language language;
    private final Set<String> onOverride;

    public Containers(Language language, Set<String> alsoOnOverride) {
        this.language = language;
        this.onOverride = new HashSet<>(AnnotationNames.SCHEDULED);
        onOverride.addAll(alsoOnOverride);
    }

    /** What is copied to the generated class: only from an abstract class, which containers skip. */
    List<AnnotationMirror> stereotypes(TypeElement type) {
        return type.getModifiers().contains(Modifier.ABSTRACT) && type.getKind().isClass()
                ? marked(type, AnnotationNames.BEAN, AnnotationNames.ABOUT_BEAN)
                : List.of();
    }

    public void check(TypeElement type, Problems problems) {
        if (type.getModifiers().contains(Modifier.ABSTRACT)) {
            return;
        }
        String name = type.getSimpleName().toString();
        marked(type, AnnotationNames.BEAN, Set.of()).stream()
                .findFirst()
                .ifPresent(
                        mirror -> problems.error(
                                Code.STEREOTYPE_ON_CONCRETE_CLASS,
                                Spot.of(type, mirror),
                                "`@" + mirror.getAnnotationType().asElement().getSimpleName()
                                        + "` on the concrete class `" + name + "` makes an unguarded bean of it.",
                                "write `abstract class " + name
                                        + "`: the annotation is copied to the guarded class, and the container sees only that."));
    }

    public List<AnnotationMirror> onOverride(Element method) {
        return marked(method, onOverride, Set.of());
    }

    /** A constructor, with what makes a container take it: as it is written, or as the class's stereotype needs it. */
    Constructor constructor(TypeElement type, Signature signature, boolean only) {
        Optional<AnnotationMirror> written = signature.element().getAnnotationMirrors().stream()
                .filter(mirror -> AnnotationNames.INJECT.contains(AnnotationNames.of(mirror)))
                .findFirst()
                .map(mirror -> mirror);
        boolean takesGuard = !signature.parameters().isEmpty()
                && language.isGuard(signature.parameters().get(0).type());
        Optional<TypeElement> implied = written.isEmpty() && only
                ? marked(type, AnnotationNames.BEAN, Set.of()).stream()
                        .findFirst()
                        .flatMap(this::injectionOf)
                : Optional.empty();
        return new Constructor(signature, takesGuard, written, implied);
    }

    private Optional<TypeElement> injectionOf(AnnotationMirror stereotype) {
        String name = AnnotationNames.of(stereotype);
        String injection = name.startsWith("com.google.")
                ? AnnotationNames.GUICE_INJECT
                : name.startsWith("jakarta.") || name.startsWith("io.micronaut.")
                        ? AnnotationNames.JAKARTA_INJECT
                        : name.startsWith("javax.") ? AnnotationNames.JAVAX_INJECT : AnnotationNames.AUTOWIRED;
        return Optional.ofNullable(language.elements().getTypeElement(injection));
    }

    private List<AnnotationMirror> marked(Element element, Set<String> names, Set<String> more) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> language.annotations().find(mirror, names).isPresent()
                        || language.annotations().find(mirror, more).isPresent())
                .<AnnotationMirror>map(mirror -> mirror)
                .toList();
    }
}
