package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.IntersectionType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/** Types with their annotations at every depth, which JavaPoet drops. */
final class TypeNames {
    private TypeNames() {}

    static TypeName of(TypeMirror type) {
        List<AnnotationSpec> annotations =
                type.getAnnotationMirrors().stream().map(AnnotationSpec::get).toList();
        TypeName name = plain(type);
        return annotations.isEmpty() ? name : name.annotated(annotations);
    }

    private static TypeName plain(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED, ERROR -> declared((DeclaredType) type);
            case ARRAY -> ArrayTypeName.of(of(((ArrayType) type).getComponentType()));
            case TYPEVAR ->
                TypeVariableName.get(
                        ((TypeVariable) type).asElement().getSimpleName().toString());
            case WILDCARD -> wildcard((WildcardType) type);
            case BOOLEAN -> TypeName.BOOLEAN;
            case BYTE -> TypeName.BYTE;
            case SHORT -> TypeName.SHORT;
            case INT -> TypeName.INT;
            case LONG -> TypeName.LONG;
            case CHAR -> TypeName.CHAR;
            case FLOAT -> TypeName.FLOAT;
            case DOUBLE -> TypeName.DOUBLE;
            default -> TypeName.VOID;
        };
    }

    private static TypeName declared(DeclaredType type) {
        ClassName raw = ClassName.get((TypeElement) type.asElement());
        List<TypeName> arguments =
                type.getTypeArguments().stream().map(TypeNames::of).toList();
        // ecj has an enclosing type for static member types, too.
        if (type.getEnclosingType().getKind() == TypeKind.DECLARED
                && !type.asElement().getModifiers().contains(Modifier.STATIC)
                && of(type.getEnclosingType()) instanceof ParameterizedTypeName outer) {
            return outer.nestedClass(raw.simpleName(), arguments);
        }
        return arguments.isEmpty() ? raw : ParameterizedTypeName.get(raw, arguments.toArray(TypeName[]::new));
    }

    private static TypeName wildcard(WildcardType type) {
        TypeMirror upper = type.getExtendsBound();
        TypeMirror lower = type.getSuperBound();
        if (lower != null) {
            return WildcardTypeName.supertypeOf(of(lower));
        }
        return WildcardTypeName.subtypeOf(upper == null ? ClassName.OBJECT : of(upper));
    }

    /** A type parameter as it is declared, with its bounds. */
    static TypeVariableName parameter(TypeParameterElement parameter) {
        return parameter((TypeVariable) parameter.asType());
    }

    /** A type parameter as a member of the guarded type has it: what its bounds name may have another name there. */
    @SuppressWarnings("TypeEquals") // the very declaration, or what a member of another type makes of it
    static TypeVariableName parameter(TypeVariable variable) {
        var parameter = (TypeParameterElement) variable.asElement();
        List<? extends TypeMirror> declared = variable.equals(parameter.asType())
                ? parameter.getBounds()
                : variable.getUpperBound() instanceof IntersectionType several
                        ? several.getBounds()
                        : List.of(variable.getUpperBound());
        TypeName[] bounds = declared.stream()
                .map(TypeNames::of)
                .filter(bound -> !bound.equals(ClassName.OBJECT) || bound.isAnnotated())
                .toArray(TypeName[]::new);
        return TypeVariableName.get(parameter.getSimpleName().toString(), bounds);
    }
}
