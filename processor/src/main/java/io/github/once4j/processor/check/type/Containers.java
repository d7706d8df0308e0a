package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.GuardedType.Constructor;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Checks the annotations of dependency-injection containers on classes and constructors. Codes 801 and 802. */
public final class Containers {
    private final Language language;

    public Containers(Language language) {
        this.language = language;
    }

    public void check(TypeElement type, Problems problems) {
        if (type.getModifiers().contains(Modifier.ABSTRACT)) {
            proxied(type, problems);
            return;
        }
        String name = type.getSimpleName().toString();
        marked(type, AnnotationNames.BEAN).stream()
                .findFirst()
                .ifPresent(mirror -> problems.error(
                        Code.STEREOTYPE_ON_CONCRETE_CLASS,
                        Spot.of(type, mirror),
                        "`@" + mirror.getAnnotationType().asElement().getSimpleName() + "` makes the concrete class `"
                                + name + "` a bean that is not guarded.",
                        "write `abstract class " + name
                                + "`: the guarded class repeats its annotations and becomes the bean."));
    }

    /** CDI creates a client proxy of the guarded class with its constructor without parameters, which calls that of its class. */
    private void proxied(TypeElement type, Problems problems) {
        if (!type.getKind().isClass() || hasPlainConstructor(type)) {
            return;
        }
        String name = type.getSimpleName().toString();
        marked(type, AnnotationNames.NORMAL_SCOPE).stream()
                .findFirst()
                .ifPresent(mirror -> problems.error(
                        Code.NO_PROXY_CONSTRUCTOR,
                        Spot.of(type, mirror),
                        "The bean `" + name + "` is @"
                                + mirror.getAnnotationType().asElement().getSimpleName()
                                + ", a normal scope: CDI needs a constructor without parameters for the client proxy.",
                        withPlainConstructor(type)));
    }

    private static String withPlainConstructor(TypeElement type) {
        String head = "protected " + type.getSimpleName() + "()";
        List<ExecutableElement> all = ElementFilter.constructorsIn(type.getEnclosedElements());
        if (all.stream().anyMatch(each -> each.getParameters().isEmpty())) {
            return "replace `private` by `protected`: `" + head + "`.";
        }
        boolean isInjected = all.stream()
                .flatMap(each -> each.getAnnotationMirrors().stream())
                .anyMatch(mirror -> AnnotationNames.INJECT.contains(AnnotationNames.of(mirror)));
        return "add `" + head + " {" + assignments(type) + "}`"
                + (isInjected ? "." : ", and @Inject on the other constructor.");
    }

    /** Of the final fields that the other constructors seem to assign: those with the name of a parameter. */
    private static String assignments(TypeElement type) {
        Set<String> parameters = ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .flatMap(each -> each.getParameters().stream())
                .map(each -> each.getSimpleName().toString())
                .collect(Collectors.toSet());
        return ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> field.getModifiers().contains(Modifier.FINAL)
                        && !field.getModifiers().contains(Modifier.STATIC)
                        && parameters.contains(field.getSimpleName().toString()))
                .map(field -> " " + field.getSimpleName() + " = "
                        + nothing(field.asType().getKind()) + ";")
                .collect(Collectors.joining())
                .replaceFirst(";$", "; ");
    }

    private static String nothing(TypeKind kind) {
        if (!kind.isPrimitive()) {
            return "null";
        }
        return kind == TypeKind.BOOLEAN ? "false" : "0";
    }

    private boolean hasPlainConstructor(TypeElement type) {
        return constructors(type).stream().anyMatch(each -> each.getParameters().isEmpty());
    }

    /** Those that the guarded class can call. */
    private List<ExecutableElement> constructors(TypeElement type) {
        return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                .filter(language.visibility()::isCallable)
                .toList();
    }

    /**
     * Those that the guarded class repeats: if one takes a guard, only those that do, and the one that a client proxy is created
     * with.
     */
    List<ExecutableElement> repeated(TypeElement type) {
        List<ExecutableElement> all = constructors(type);
        boolean isProxied = !marked(type, AnnotationNames.NORMAL_SCOPE).isEmpty();
        return all.stream().noneMatch(this::takesGuard)
                ? all
                : all.stream()
                        .filter(each -> takesGuard(each)
                                || (isProxied && each.getParameters().isEmpty()))
                        .toList();
    }

    private boolean takesGuard(ExecutableElement constructor) {
        return !constructor.getParameters().isEmpty()
                && language.isGuard(constructor.getParameters().get(0).asType());
    }

    /** A constructor with its injection annotation: the one that it has, or the one that the stereotype of its class implies. */
    Constructor constructor(TypeElement type, Signature signature) {
        Optional<AnnotationMirror> written = signature.element().getAnnotationMirrors().stream()
                .filter(mirror -> AnnotationNames.INJECT.contains(AnnotationNames.of(mirror)))
                .findFirst()
                .map(mirror -> mirror);
        Optional<TypeElement> implied = written.isEmpty() && isOnly(type, signature.element())
                ? marked(type, AnnotationNames.BEAN).stream().findFirst().flatMap(this::injectionOf)
                : Optional.empty();
        return new Constructor(signature, takesGuard(signature.element()), written, implied);
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

    /** Whether there is no other constructor, except the one that a client proxy is created with. */
    private boolean isOnly(TypeElement type, ExecutableElement constructor) {
        boolean isProxied = !marked(type, AnnotationNames.NORMAL_SCOPE).isEmpty();
        return constructors(type).stream()
                .filter(each -> !isProxied || !each.getParameters().isEmpty() || each.equals(constructor))
                .allMatch(constructor::equals);
    }

    private List<AnnotationMirror> marked(Element element, Set<String> names) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> language.annotations().find(mirror, names).isPresent())
                .<AnnotationMirror>map(mirror -> mirror)
                .toList();
    }
}
