package io.github.once4j.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;
import javax.lang.model.type.TypeKind;

/** Calls of the method or constructor that a generated one repeats. */
final class Calls {
    private Calls() {}

    /** The names of parameters, as the arguments of a call. */
    static CodeBlock arguments(List<Parameter> parameters) {
        return join(parameters.stream().map(Parameter::name).toList());
    }

    /** The names of parameters, as the arguments of a call; another name for the lease. */
    static CodeBlock arguments(List<Parameter> parameters, String lease) {
        return join(parameters.stream()
                .map(parameter -> parameter.isLease() ? lease : parameter.name())
                .toList());
    }

    static CodeBlock join(List<String> names) {
        return names.stream().map(name -> CodeBlock.of("$N", name)).collect(CodeBlock.joining(", "));
    }

    static CodeBlock of(Signature signature, String target, CodeBlock arguments) {
        return CodeBlock.of("$L.$N($L)", target, signature.name(), arguments);
    }

    /** A call, with {@code return} in front if the method has a result. */
    static CodeBlock result(Signature signature, CodeBlock call) {
        return isVoid(signature) ? call : CodeBlock.of("return $L", call);
    }

    static boolean isVoid(Signature signature) {
        return signature.returns().getKind() == TypeKind.VOID;
    }
}
