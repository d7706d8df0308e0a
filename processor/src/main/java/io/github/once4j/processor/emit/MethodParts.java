package io.github.once4j.processor.emit;

import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.emit.annotation.Annotations.Carried;
import io.github.once4j.processor.emit.type.MemberTypes;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.emit.type.TypeNames;
import io.github.once4j.processor.emit.type.TypeVariables;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the members that are generated for one guarded method have in common, made once: the override, the three that ask for
 * its key, its constant and its key method.
 *
 * @param method the guarded method
 * @param types its types
 * @param parameters all of its parameters
 * @param keyVariables the type variables that its key method declares
 * @param constant its constant, from outside of the class that holds it
 * @param key the call of its key method
 */
record MethodParts(
        GuardedMethod method,
        MemberTypes types,
        List<ParameterSpec> parameters,
        List<TypeVariableName> keyVariables,
        String constant,
        String key) {

    static MethodParts of(GuardedType type, GuardedMethod method) {
        var types = MemberTypes.of(type.element(), method.signature());
        List<TypeVariableName> variables = keyVariables(type, method, types);
        return new MethodParts(
                method,
                types,
                Declarations.parameters(types, method.signature().parameters(), Carried.NONE),
                variables,
                Names.ONCE + "." + method.constant(),
                key(method, variables));
    }

    /** A static method has none of the class's type variables: it declares those again that its parameters name. */
    private static List<TypeVariableName> keyVariables(GuardedType type, GuardedMethod method, MemberTypes types) {
        Map<String, TypeVariableName> scope = new LinkedHashMap<>();
        Stream.concat(
                        type.element().getTypeParameters().stream().map(TypeNames.of(type.element())::parameter),
                        types.typeParameters().stream())
                .forEach(variable -> scope.put(variable.name(), variable));
        return TypeVariables.named(method.keyParameters().stream().map(types::of), List.copyOf(scope.values()));
    }

    /** The call says what the type variables stand for: from a captured wildcard it is not always inferred. */
    private static String key(GuardedMethod method, List<TypeVariableName> variables) {
        List<String> arguments = new ArrayList<>(method.keyNeedsThis() ? List.of("this") : List.of());
        method.keyParameters().forEach(parameter -> arguments.add(parameter.name()));
        return Names.ONCE + "." + Calls.typeArguments(variables) + method.keyMethod() + "("
                + String.join(", ", arguments) + ")";
    }

    /** A call of a method of the constant: {@code Once$.RUN.isLocked(this.once, Once$.runKey(id))}. */
    String call(String name) {
        return constant + "." + name + "(this.once, " + key + ")";
    }

    /** Some of the parameters, in their declared order. */
    List<ParameterSpec> specs(List<Parameter> of) {
        List<Parameter> all = method.signature().parameters();
        List<ParameterSpec> specs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (of.contains(all.get(i))) {
                specs.add(parameters.get(i));
            }
        }
        return specs;
    }
}
