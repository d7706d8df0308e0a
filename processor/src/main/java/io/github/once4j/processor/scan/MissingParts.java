package io.github.once4j.processor.scan;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.language.TypeWalk;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.OnceUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.Parameterizable;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Whether something that a guarded class repeats, calls or inherits does not exist yet: types that other processors generate,
 * constructors that Lombok generates.
 */
public final class MissingParts {
    private final Elements elements;
    private final Set<String> expected;

    /**
     * The types of one round.
     *
     * @param elements the compiler's elements
     * @param expected the qualified names of the classes that are written in this round: these may be missing
     */
    public MissingParts(Elements elements, Set<String> expected) {
        this.elements = elements;
        this.expected = expected;
    }

    public boolean in(Candidate candidate) {
        TypeElement type = candidate.type();
        String itsPackage = packageOf(type);
        List<TypeMirror> parents = new ArrayList<>();
        for (TypeMirror next = type.asType(); next.getKind() == TypeKind.DECLARED; ) {
            var element = (TypeElement) ((DeclaredType) next).asElement();
            next = element.getSuperclass();
            parents.add(next);
            parents.addAll(element.getInterfaces());
        }
        // The members of a parent count: one that is written in this round is waited for, too.
        if (parents.stream().anyMatch(each -> each.getKind() == TypeKind.ERROR)) {
            return true;
        }
        List<TypeMirror> named = new ArrayList<>(parents);
        addBounds(type, named);
        ElementFilter.constructorsIn(type.getEnclosedElements()).forEach(each -> addSignature(each, named));
        List<ExecutableElement> repeated = type.getKind().isInterface()
                ? candidate.methods()
                : candidate.uses().stream().map(OnceUse::method).toList();
        repeated.forEach(each -> addSignature(each, named));
        return awaitsConstructors(type) || named.stream().anyMatch(each -> isMissing(each, itsPackage));
    }

    /** Lombok after this processor generates them later in the round. */
    private boolean awaitsConstructors(TypeElement type) {
        return elements.getAllAnnotationMirrors(type).stream()
                        .anyMatch(mirror -> AnnotationNames.LOMBOK_CONSTRUCTORS.contains(AnnotationNames.of(mirror)))
                && ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
                        .allMatch(each -> elements.getOrigin(each) == Elements.Origin.MANDATED);
    }

    private static void addSignature(ExecutableElement method, List<TypeMirror> named) {
        named.add(method.getReturnType());
        method.getParameters().forEach(each -> named.add(each.asType()));
        named.addAll(method.getThrownTypes());
        addBounds(method, named);
    }

    private static void addBounds(Parameterizable element, List<TypeMirror> named) {
        element.getTypeParameters().forEach(each -> named.addAll(each.getBounds()));
    }

    private boolean isMissing(TypeMirror type, String itsPackage) {
        return TypeWalk.find(
                        type,
                        each -> each.getKind() == TypeKind.ERROR
                                && !expected.contains(itsPackage
                                        + ((DeclaredType) each).asElement().getSimpleName()))
                .isPresent();
    }

    /** Empty, or followed by a dot. */
    private static String packageOf(Element type) {
        Element each = type;
        while (!(each instanceof PackageElement) && each.getEnclosingElement() != null) {
            each = each.getEnclosingElement();
        }
        String name =
                each instanceof PackageElement its ? its.getQualifiedName().toString() : "";
        return name.isEmpty() ? "" : name + ".";
    }
}
