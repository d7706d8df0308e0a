package io.github.once4j.processor.emit.type;

import javax.lang.model.element.Modifier;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** Whether a type names a type variable, at any depth. */
public final class TypeVariables {
    private TypeVariables() {}

    public static boolean in(TypeMirror type) {
        if (type.getKind() == TypeKind.TYPEVAR) {
            return true;
        }
        if (type instanceof ArrayType array) {
            return in(array.getComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return (wildcard.getExtendsBound() != null && in(wildcard.getExtendsBound()))
                    || (wildcard.getSuperBound() != null && in(wildcard.getSuperBound()));
        }
        // ecj has an enclosing type for static member types, too.
        return type instanceof DeclaredType declared
                && ((!declared.asElement().getModifiers().contains(Modifier.STATIC) && in(declared.getEnclosingType()))
                        || declared.getTypeArguments().stream().anyMatch(TypeVariables::in));
    }
}
