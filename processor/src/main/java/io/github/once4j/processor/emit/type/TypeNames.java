package io.github.once4j.processor.emit.type;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import io.github.once4j.processor.emit.annotation.Annotations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/**
 * Types with their annotations at every depth, which JavaPoet drops.
 *
 * @param variables what is written for a type variable, where that is not its name. By name, as it is seen where it is
 *     used: ecj has several elements for one variable
 * @param reader the guarded type: annotations that its guarded class cannot name are left out
 */
public record TypeNames(Map<String, TypeName> variables, TypeElement reader) {
    /** As they are declared. */
    public static TypeNames of(TypeElement reader) {
        return new TypeNames(Map.of(), reader);
    }

    /**
     * The guarded type, without type arguments, as the guarded class names it: in full where the name means something else
     * there. JavaPoet does not look at inherited classes, nor at type parameters for the annotations of their class.
     */
    public static TypeName guarded(TypeElement type) {
        ClassName name = ClassName.get(type);
        return HiddenNames.hideInHeirOf(type, name.topLevelClassName().simpleName())
                ? TypeVariableName.get(name.canonicalName())
                : name;
    }

    public TypeName of(TypeMirror type) {
        List<AnnotationSpec> annotations = Annotations.ofUse(type, reader);
        TypeName name = plain(type);
        // What is written at the use of a variable counts more than what is written at that which it stands for.
        return annotations.isEmpty() ? name : name.withoutAnnotations().annotated(annotations);
    }

    private TypeName plain(TypeMirror type) {
        return switch (type.getKind()) {
            case DECLARED -> declared((DeclaredType) type);
            case ERROR -> unknown((DeclaredType) type);
            case ARRAY -> ArrayTypeName.of(of(((ArrayType) type).getComponentType()));
            case TYPEVAR ->
                variable(((TypeVariable) type).asElement().getSimpleName().toString());
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

    private TypeName variable(String name) {
        TypeName other = variables.get(name);
        return other == null ? TypeVariableName.get(name) : other;
    }

    /** A type that there is not. Of one with arguments javac has not even the name; it says itself what is missing. */
    private TypeName unknown(DeclaredType type) {
        return SourceVersion.isIdentifier(type.asElement().getSimpleName()) ? declared(type) : ClassName.OBJECT;
    }

    private TypeName declared(DeclaredType type) {
        ClassName raw = ClassName.get((TypeElement) type.asElement());
        List<TypeName> arguments =
                type.getTypeArguments().stream().map(this::of).toList();
        // ecj has an enclosing type for static member types, too.
        if (type.getEnclosingType().getKind() == TypeKind.DECLARED
                && !type.asElement().getModifiers().contains(Modifier.STATIC)
                && of(type.getEnclosingType()) instanceof ParameterizedTypeName outer) {
            return outer.nestedClass(raw.simpleName(), arguments);
        }
        return arguments.isEmpty() ? raw : ParameterizedTypeName.get(raw, arguments.toArray(TypeName[]::new));
    }

    private TypeName wildcard(WildcardType type) {
        TypeMirror upper = type.getExtendsBound();
        TypeMirror lower = type.getSuperBound();
        if (lower != null) {
            return WildcardTypeName.supertypeOf(of(lower));
        }
        return WildcardTypeName.subtypeOf(upper == null ? ClassName.OBJECT : of(upper));
    }

    /** A type parameter with its bounds. */
    public TypeVariableName parameter(TypeParameterElement parameter) {
        List<TypeName> bounds = new ArrayList<>();
        for (TypeMirror each : parameter.getBounds()) {
            TypeName bound = of(each);
            boolean decides = bounds.isEmpty() && parameter.getBounds().size() > 1;
            if (!bound.equals(ClassName.OBJECT)) {
                bounds.add(bound);
            } else if (decides) {
                // The erasure of T extends Object & X is Object, which JavaPoet leaves out unless it is only a name.
                bounds.add(TypeVariableName.get("java.lang.Object"));
            }
        }
        String name = ((TypeVariableName) variable(parameter.getSimpleName().toString())).name();
        return TypeVariableName.get(name, bounds.toArray(TypeName[]::new));
    }
}
