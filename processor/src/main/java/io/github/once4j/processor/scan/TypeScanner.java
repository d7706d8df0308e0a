package io.github.once4j.processor.scan;

import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import java.util.ArrayList;
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
    private static final String ONCE = "io.github.once4j.Once";

    private final Elements elements;
    private final Types types;

    public TypeScanner(Elements elements, Types types) {
        this.elements = elements;
        this.types = types;
    }

    public Candidate scan(TypeElement type) {
        List<ExecutableElement> methods = new ArrayList<>();
        List<ExecutableElement> unguarded = new ArrayList<>();
        for (TypeElement owner : hierarchy(type)) {
            for (ExecutableElement method : ElementFilter.methodsIn(owner.getEnclosedElements())) {
                Optional<ExecutableElement> by = methods.stream()
                        .filter(lower -> elements.overrides(lower, method, type))
                        .findFirst();
                if (by.isEmpty()) {
                    methods.add(method);
                } else {
                    boolean ofClass = owner.getKind().isClass();
                    if (ofClass
                            && once(method).isPresent()
                            && once(by.get()).isEmpty()
                            && !unguarded.contains(by.get())) {
                        unguarded.add(by.get());
                    }
                }
            }
        }
        List<OnceUse> uses = new ArrayList<>();
        for (ExecutableElement method : methods) {
            boolean own = Signature.owner(method).equals(type);
            boolean implementation = own
                    || !method.getModifiers().contains(Modifier.ABSTRACT)
                    || type.getKind().isInterface();
            if (implementation) {
                once(method).ifPresent(mirror -> uses.add(use(type, method, mirror)));
            }
        }
        return new Candidate(type, uses, methods, unguarded);
    }

    /** The type, its superclasses, then its interfaces: what comes first overrides what comes later. */
    private Set<TypeElement> hierarchy(TypeElement type) {
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
        var as = member ? types.asMemberOf((DeclaredType) type.asType(), method) : method.asType();
        return new OnceUse(type, method, (ExecutableType) as, mirror, written);
    }

    private static Optional<? extends AnnotationMirror> once(ExecutableElement method) {
        return method.getAnnotationMirrors().stream()
                .filter(mirror -> ((TypeElement) mirror.getAnnotationType().asElement())
                        .getQualifiedName()
                        .contentEquals(ONCE))
                .findFirst();
    }
}
