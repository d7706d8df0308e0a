package io.github.once4j.processor.emit.type;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import com.palantir.javapoet.WildcardTypeName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The type variables that written types name. */
public final class TypeVariables {
    private TypeVariables() {}

    /** Those of the variables in scope that some types name, or that bound one of these; in the order of the scope. */
    public static List<TypeVariableName> named(Stream<TypeName> types, List<TypeVariableName> scope) {
        Set<String> names = new HashSet<>();
        types.forEach(type -> add(type, scope, names));
        return scope.stream().filter(each -> names.contains(each.name())).toList();
    }

    /**
     * Whether arguments of these types fix a type variable: the compiler infers it from them alone. It does not from a wildcard,
     * nor where only the result or an exception names the variable.
     */
    public static boolean isFixed(TypeVariableName variable, List<TypeName> parameters) {
        return parameters.stream().anyMatch(type -> fixes(type, variable.name()));
    }

    private static boolean fixes(TypeName type, String variable) {
        if (type instanceof ParameterizedTypeName parameterized) {
            return parameterized.typeArguments().stream().anyMatch(argument -> fixes(argument, variable));
        }
        return type instanceof ArrayTypeName array
                ? fixes(array.componentType(), variable)
                : type instanceof TypeVariableName other && other.name().equals(variable);
    }

    private static void add(TypeName type, List<TypeVariableName> scope, Set<String> names) {
        if (type instanceof TypeVariableName variable && names.add(variable.name())) {
            scope.stream()
                    .filter(each -> each.name().equals(variable.name()))
                    .flatMap(each -> each.bounds().stream())
                    .forEach(bound -> add(bound, scope, names));
        } else if (type instanceof ArrayTypeName array) {
            add(array.componentType(), scope, names);
        } else if (type instanceof WildcardTypeName wildcard) {
            wildcard.upperBounds().forEach(bound -> add(bound, scope, names));
            wildcard.lowerBounds().forEach(bound -> add(bound, scope, names));
        } else if (type instanceof ParameterizedTypeName parameterized) {
            parameterized.typeArguments().forEach(argument -> add(argument, scope, names));
            if (parameterized.enclosingType() != null) {
                add(parameterized.enclosingType(), scope, names);
            }
        }
    }
}
