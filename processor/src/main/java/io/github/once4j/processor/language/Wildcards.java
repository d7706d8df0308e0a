package io.github.once4j.processor.language;

import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Types;

/** Replaces wildcards by their bounds. */
record Wildcards(Types types) {
    /**
     * A class or interface with the bound of each wildcard in its place: members of {@code Box<? extends Order>} have types in
     * which properties can be looked for.
     */
    DeclaredType replacedIn(DeclaredType type) {
        var arguments = type.getTypeArguments();
        if (arguments.stream().noneMatch(each -> each.getKind() == TypeKind.WILDCARD)) {
            return type;
        }
        var element = (TypeElement) type.asElement();
        TypeMirror[] bounds = new TypeMirror[arguments.size()];
        for (int i = 0; i < bounds.length; i++) {
            bounds[i] = arguments.get(i) instanceof WildcardType wildcard
                    ? bound(wildcard, element.getTypeParameters().get(i))
                    : arguments.get(i);
        }
        return type.getEnclosingType() instanceof DeclaredType outer
                        && !element.getModifiers().contains(Modifier.STATIC)
                ? types.getDeclaredType(outer, element, bounds)
                : types.getDeclaredType(element, bounds);
    }

    /** The more specific of the bounds of a wildcard and of its type parameter. */
    private TypeMirror bound(WildcardType wildcard, TypeParameterElement parameter) {
        TypeMirror declared = types.erasure(parameter.asType());
        TypeMirror written = wildcard.getExtendsBound();
        return written == null
                        || (types.isSubtype(declared, types.erasure(written))
                                && !types.isSameType(declared, types.erasure(written)))
                ? declared
                : written;
    }
}
