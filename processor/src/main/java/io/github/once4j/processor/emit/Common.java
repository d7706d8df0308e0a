package io.github.once4j.processor.emit;

import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.emit.type.MemberTypes;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the members that are written for a guarded method have in common, made once: the override, the three that ask for its
 * key, its constant and the method that makes the key.
 *
 * @param method the guarded method
 * @param types its types
 * @param parameters all of its parameters
 * @param keyParameters those that its key is made of
 * @param keyVariables what the method that makes the key declares
 * @param constant its constant, in the class that holds it
 * @param key the call that makes the key
 */
record Common(
        GuardedMethod method,
        MemberTypes types,
        List<ParameterSpec> parameters,
        List<Parameter> keyParameters,
        List<TypeVariableName> keyVariables,
        String constant,
        String key) {

    static Common of(GuardedType type, GuardedMethod method) {
        var types = MemberTypes.of(type.element(), method.signature());
        List<Parameter> keyParameters = method.keyParameters();
        List<TypeVariableName> variables = KeyVariables.of(type, types, keyParameters);
        String key = Names.ONCE + "."
                + (variables.isEmpty()
                        ? ""
                        : variables.stream().map(TypeVariableName::name).collect(Collectors.joining(", ", "<", ">")))
                + method.keyMethod() + "("
                + Calls.arguments(keyParameters, "", method.keyNeedsThis() ? "this" : "") + ")";
        return new Common(
                method,
                types,
                Declarations.parameters(types, method.signature().parameters()),
                keyParameters,
                variables,
                method.constant(),
                key);
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

    /** The constant, from outside of the class that holds it. */
    String qualifiedConstant() {
        return Names.ONCE + "." + constant;
    }
}
