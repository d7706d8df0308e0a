package io.github.once4j.processor.scan;

import io.github.once4j.processor.language.AnnotationNames;
import io.github.once4j.processor.model.Subclass;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/** Finds the classes that only inherit {@code @Once} methods. */
public final class SubclassScanner {
    private SubclassScanner() {}

    /** Those among the elements of a round, nested ones included. */
    public static Stream<Subclass> in(Collection<? extends Element> elements) {
        return ElementFilter.typesIn(elements).stream()
                .flatMap(type -> Stream.concat(of(type).stream(), in(type.getEnclosedElements())));
    }

    private static Optional<Subclass> of(TypeElement type) {
        if (type.getKind() != ElementKind.CLASS || declaresUses(type)) {
            return Optional.empty();
        }
        Optional<Subclass> found = Optional.empty();
        TypeElement below = type;
        while (below != null && !has(below, AnnotationNames.ONCE_GENERATED)) {
            TypeElement above = superclass(below);
            if (found.isEmpty() && above != null && declaresUses(above)) {
                found = Optional.of(new Subclass(type, below, above));
            }
            below = above;
        }
        return below == null ? found : Optional.empty(); // else it is, or extends, a guarded class
    }

    /** The superclass; {@code null} for Object, and where it does not exist yet. */
    private static @Nullable TypeElement superclass(TypeElement type) {
        return type.getSuperclass().getKind() == TypeKind.DECLARED
                ? (TypeElement) ((DeclaredType) type.getSuperclass()).asElement()
                : null;
    }

    private static boolean declaresUses(TypeElement type) {
        return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
                .anyMatch(method -> has(method, AnnotationNames.ONCE));
    }

    private static boolean has(Element element, String annotation) {
        return element.getAnnotationMirrors().stream()
                .anyMatch(mirror -> AnnotationNames.of(mirror).equals(annotation));
    }
}
