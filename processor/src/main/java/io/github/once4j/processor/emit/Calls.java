package io.github.once4j.processor.emit;

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

    static String of(Signature signature, String target, String arguments) {
        return target + "." + signature.name() + "(" + arguments + ")";
    }

    /** A call, with {@code return} in front if the method has a result. */
    static String result(Signature signature, String call) {
        return isVoid(signature) ? call : "return " + call;
    }

    static boolean isVoid(Signature signature) {
        return signature.returns().getKind() == TypeKind.VOID;
    }
}
