package io.github.once4j.processor.scan;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.Candidate.Unguarded;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.Name;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Finds the methods of a type, its own and those that it inherits, and the {@code @Once} on them. */
public final class TypeScanner {
    private final Elements elements;
    private final Types types;

    public TypeScanner(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    public Candidate scan(TypeElement type) {
        List<ExecutableElement> methods = new ArrayList<>();
        List<Unguarded> unguarded = new ArrayList<>();
        Map<Name, List<ExecutableElement>> byName = new HashMap<>();
        for (TypeElement owner : hierarchy(type)) {
            for (ExecutableElement method : ElementFilter.methodsIn(owner.getEnclosedElements())) {
                List<ExecutableElement> lowers =
                        byName.computeIfAbsent(method.getSimpleName(), name -> new ArrayList<>());
                Optional<ExecutableElement> by = lowers.stream()
                        .filter(lower -> overrides(lower, method, type))
                        .findFirst();
                Optional<ExecutableElement> twin = by.isEmpty()
                        ? lowers.stream()
                                .filter(lower -> isTwin(type, lower, method))
                                .findFirst()
                        : by;
                if (twin.isEmpty()) {
                    methods.add(method);
                    lowers.add(method);
                } else if (by.isEmpty()) {
                    ExecutableElement first = twin.get();
                    ExecutableElement kept = isBetter(type, method, first) ? method : first;
                    Collections.replaceAll(methods, first, kept);
                    Collections.replaceAll(lowers, first, kept);
                    addUnguarded(kept, kept.equals(first) ? method : first, unguarded);
                } else if (owner.getKind().isClass() || type.getKind().isClass()) {
                    addUnguarded(by.get(), method, unguarded);
                }
            }
        }
        List<OnceUse> uses = new ArrayList<>();
        for (ExecutableElement method : methods) {
            once(method).ifPresent(mirror -> uses.add(use(type, method, mirror)));
        }
        return new Candidate(type, uses, methods, unguarded);
    }

    private static void addUnguarded(ExecutableElement lower, ExecutableElement upper, List<Unguarded> unguarded) {
        if (once(lower).isEmpty()
                && !isGuarded(Signature.owner(lower))
                && unguarded.stream().noneMatch(each -> each.method().equals(lower))) {
            once(upper).ifPresent(once -> unguarded.add(new Unguarded(lower, upper, once)));
        }
    }

    /** Whether a class is a guarded one: its overrides guard, without an annotation. */
    private static boolean isGuarded(TypeElement type) {
        return type.getAnnotationMirrors().stream()
                .anyMatch(mirror -> AnnotationNames.of(mirror).equals(AnnotationNames.ONCE_GENERATED));
    }

    /**
     * In an interface, parents do not override each other's methods; ecj says that they do. Of the methods of generic
     * superclasses it does not see that one overrides another.
     */
    private boolean overrides(ExecutableElement lower, ExecutableElement method, TypeElement type) {
        boolean isBelow = types.isSubtype(
                types.erasure(Signature.owner(lower).asType()),
                types.erasure(Signature.owner(method).asType()));
        if (type.getKind().isInterface() && !isBelow) {
            return false;
        }
        return elements.overrides(lower, method, type)
                || (isBelow
                        && isInheritable(method, Signature.owner(lower))
                        && !lower.getModifiers().contains(Modifier.STATIC)
                        && types.isSubsignature(as(type, lower), as(type, method)));
    }

    private boolean isInheritable(ExecutableElement method, TypeElement by) {
        var modifiers = method.getModifiers();
        return !modifiers.contains(Modifier.STATIC)
                && !modifiers.contains(Modifier.PRIVATE)
                && (modifiers.contains(Modifier.PUBLIC)
                        || modifiers.contains(Modifier.PROTECTED)
                        || elements.getPackageOf(method).equals(elements.getPackageOf(by)));
    }

    /** Whether an interface inherits one method from two of its parents, neither of which overrides the other. */
    private boolean isTwin(TypeElement type, ExecutableElement one, ExecutableElement other) {
        return type.getKind().isInterface()
                && !one.getModifiers().contains(Modifier.STATIC)
                && !other.getModifiers().contains(Modifier.STATIC)
                && (types.isSubsignature(as(type, one), as(type, other))
                        || types.isSubsignature(as(type, other), as(type, one)));
    }

    /** Whether an inherited method says more about its result than its twin, or as much, and is guarded. */
    private boolean isBetter(TypeElement type, ExecutableElement method, ExecutableElement twin) {
        TypeMirror own = as(type, method).getReturnType();
        TypeMirror its = as(type, twin).getReturnType();
        if (types.isSubtype(own, its) != types.isSubtype(its, own)) {
            return types.isSubtype(own, its);
        }
        return types.isSameType(types.erasure(own), types.erasure(its))
                ? once(method).isPresent() && once(twin).isEmpty()
                : types.isSubtype(types.erasure(own), types.erasure(its));
    }

    private ExecutableType as(TypeElement type, ExecutableElement method) {
        var its = (DeclaredType) type.asType();
        return (ExecutableType) types.asMemberOf(
                type.getKind().isInterface() ? Language.above(types, its, Signature.owner(method)) : its, method);
    }

    /** The type, its superclasses, then its interfaces: what comes first overrides what comes later. */
    public Set<TypeElement> hierarchy(TypeElement type) {
        Set<TypeElement> found = new LinkedHashSet<>();
        TypeMirror next = type.asType();
        List<TypeElement> classes = new ArrayList<>();
        while (next.getKind() == TypeKind.DECLARED) {
            var element = (TypeElement) ((DeclaredType) next).asElement();
            classes.add(element);
            next = element.getSuperclass();
        }
        found.addAll(classes);
        classes.forEach(each -> addInterfaces(each, found));
        if (type.getKind().isInterface()) {
            found.removeIf(each -> each.getQualifiedName().contentEquals("java.lang.Object"));
        }
        return found;
    }

    private static void addInterfaces(TypeElement type, Set<TypeElement> found) {
        for (TypeMirror each : type.getInterfaces()) {
            if (each.getKind() == TypeKind.DECLARED) {
                var element = (TypeElement) ((DeclaredType) each).asElement();
                found.add(element);
                addInterfaces(element, found);
            }
        }
    }

    private OnceUse use(TypeElement type, ExecutableElement method, AnnotationMirror mirror) {
        Map<String, AnnotationValue> written = new HashMap<>();
        mirror.getElementValues()
                .forEach((attribute, value) ->
                        written.put(attribute.getSimpleName().toString(), value));
        boolean member = !method.getModifiers().contains(Modifier.STATIC);
        ExecutableType as = member ? as(type, method) : (ExecutableType) method.asType();
        return new OnceUse(type, method, as, mirror, written);
    }

    private static Optional<? extends AnnotationMirror> once(ExecutableElement method) {
        return method.getAnnotationMirrors().stream()
                .filter(mirror -> AnnotationNames.of(mirror).equals(AnnotationNames.ONCE))
                .findFirst();
    }
}
