package io.github.once4j.processor.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** The walk over a type and the types that it names. A type variable is a leaf: what bounds it is not named there. */
public final class TypeWalk {
    private TypeWalk() {}

    /** The first type that fits, at any depth: the type itself, or one that it names. */
    public static Optional<TypeMirror> find(TypeMirror type, Predicate<TypeMirror> fits) {
        if (fits.test(type)) {
            return Optional.of(type);
        }
        for (TypeMirror part : parts(type)) {
            Optional<TypeMirror> found = find(part, fits);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** What a type names directly: a component, the bound of a wildcard, type arguments, the type of an inner class. */
    public static List<TypeMirror> parts(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return List.of(array.getComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return Stream.of(
                            Optional.ofNullable(wildcard.getExtendsBound()),
                            Optional.ofNullable(wildcard.getSuperBound()))
                    .<TypeMirror>flatMap(Optional::stream)
                    .toList();
        }
        if (!(type instanceof DeclaredType declared)) {
            return List.of();
        }
        List<TypeMirror> parts = new ArrayList<>(declared.getTypeArguments());
        // ecj has an enclosing type for static member types, too.
        if (declared.getEnclosingType().getKind() == TypeKind.DECLARED
                && !declared.asElement().getModifiers().contains(Modifier.STATIC)) {
            parts.add(declared.getEnclosingType());
        }
        return parts;
    }
}
