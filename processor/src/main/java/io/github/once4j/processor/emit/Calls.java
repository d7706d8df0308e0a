package io.github.once4j.processor.emit;

import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.emit.type.MemberTypes;
import io.github.once4j.processor.emit.type.TypeVariables;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.type.TypeKind;

/**
 * Calls of the method or constructor that a generated one repeats. They name no types, so they are plain text: to write nested
 * code blocks took 8% of the time of the processor.
 */
final class Calls {
    private Calls() {}

    /** The names of parameters, as the arguments of a call. */
    static String arguments(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
    }

    /** The names of parameters, as the arguments of a call; another name for the lease. */
    static String arguments(List<Parameter> parameters, String lease) {
        return parameters.stream()
                .map(parameter -> parameter.isLease() ? lease : parameter.name())
                .collect(Collectors.joining(", "));
    }

    static String of(MemberTypes types, Signature signature, String target, String arguments) {
        return target + "." + typeArguments(types, signature) + signature.name() + "(" + arguments + ")";
    }

    /** The type arguments of a call of a method or constructor, unless its arguments fix all of them. */
    static String typeArguments(MemberTypes types, Signature signature) {
        List<TypeVariableName> variables = types.typeParameters();
        List<TypeName> parameters =
                signature.parameters().stream().map(types::of).toList();
        return variables.stream().allMatch(each -> TypeVariables.isFixed(each, parameters))
                ? ""
                : typeArguments(variables);
    }

    static String typeArguments(List<TypeVariableName> variables) {
        return variables.isEmpty()
                ? ""
                : variables.stream().map(TypeVariableName::name).collect(Collectors.joining(", ", "<", ">"));
    }

    /** A call, with {@code return} in front if the method has a result. */
    static String result(Signature signature, String call) {
        return isVoid(signature) ? call : "return " + call;
    }

    static boolean isVoid(Signature signature) {
        return signature.returns().getKind() == TypeKind.VOID;
    }
}
