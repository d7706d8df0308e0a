package io.github.once4j.processor.problem;

import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/** Methods, types and annotations as in source code, the same on every compiler: {@code build(String tenantId, Order order)}. */
public final class DisplayName {
    private DisplayName() {}

    public static String of(ExecutableElement method) {
        return method.getSimpleName()
                + method.getParameters().stream()
                        .map(parameter -> of(parameter.asType()) + " " + parameter.getSimpleName())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    /** With the values that are written. */
    public static String of(AnnotationMirror annotation) {
        return "@" + annotation.getAnnotationType().asElement().getSimpleName()
                + annotation.getElementValues().entrySet().stream()
                        .map(each -> each.getKey().getSimpleName() + " = " + each.getValue())
                        .collect(Collectors.joining(", ", "(", ")"));
    }

    public static String of(TypeMirror type) {
        if (type instanceof ArrayType array) {
            return of(array.getComponentType()) + "[]";
        }
        if (type instanceof TypeVariable variable) {
            return variable.asElement().getSimpleName().toString();
        }
        if (type instanceof WildcardType wildcard) {
            TypeMirror upper = wildcard.getExtendsBound();
            TypeMirror lower = wildcard.getSuperBound();
            return upper != null ? "? extends " + of(upper) : lower != null ? "? super " + of(lower) : "?";
        }
        if (type instanceof DeclaredType declared) {
            String name = declared.asElement().getSimpleName().toString();
            return declared.getTypeArguments().isEmpty()
                    ? name
                    : name
                            + declared.getTypeArguments().stream()
                                    .map(DisplayName::of)
                                    .collect(Collectors.joining(", ", "<", ">"));
        }
        return type.getKind().isPrimitive()
                ? type.getKind().name().toLowerCase(java.util.Locale.ROOT)
                : type.toString();
    }
}
