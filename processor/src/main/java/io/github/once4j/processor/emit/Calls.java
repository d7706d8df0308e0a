package io.github.once4j.processor.emit;

import com.palantir.javapoet.CodeBlock;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;
import java.util.StringJoiner;
import javax.lang.model.type.TypeKind;

/** The pieces of a call: its arguments, and whether it has a result. */
final class Calls {
    private Calls() {}

    /** Text that names no type. */
    static CodeBlock literal(String text) {
        return CodeBlock.of("$L", text);
    }

    static String arguments(List<Parameter> parameters, String lease, String first) {
        var names = new StringJoiner(", ");
        if (!first.isEmpty()) {
            names.add(first);
        }
        parameters.forEach(parameter -> names.add(parameter.isLease() ? lease : parameter.name()));
        return names.toString();
    }

    /** The parameters, passed on as they are. */
    static String names(Signature signature) {
        var names = new StringJoiner(", ");
        signature.parameters().forEach(parameter -> names.add(parameter.name()));
        return names.toString();
    }

    static boolean isVoid(Signature signature) {
        return signature.returns().getKind() == TypeKind.VOID;
    }
}
