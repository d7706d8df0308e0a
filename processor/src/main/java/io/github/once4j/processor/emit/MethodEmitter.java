package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.github.once4j.processor.emit.type.MemberTypes;
import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Answer.Plain;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedMethod.Stage;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;

/**
 * The guarded override of a method; and, when the guard supplies its lease, the overload that callers use. What names no type
 * is one text here: JavaPoet works on each piece of a format for itself, and twice.
 */
final class MethodEmitter {
    private final GuardedType type;
    private final AnswerEmitter answers;
    private final Docs docs;

    MethodEmitter(GuardedType type, AnswerEmitter answers, Docs docs) {
        this.type = type;
        this.answers = answers;
        this.docs = docs;
    }

    List<MethodSpec> emit(Common common) {
        GuardedMethod method = common.method();
        Signature signature = method.signature();
        if (signature.lease().isEmpty()) {
            return List.of(guarded(common, true));
        }
        List<Parameter> rest = signature.withoutLease();
        MethodSpec.Builder ignoring = Declarations.override(
                common.types(),
                signature,
                common.parameters(),
                signature.element().isVarArgs(),
                true);
        method.copied().forEach(mirror -> ignoring.addAnnotation(AnnotationSpec.get(mirror)));
        MethodSpec override = ignoring.addJavadoc(docs.ignoresLease(method))
                .addCode(Calls.literal(returned(signature, "this", Calls.arguments(rest, "", "")) + ";\n"))
                .build();
        return List.of(override, guarded(common, false));
    }

    private MethodSpec guarded(Common common, boolean overrides) {
        GuardedMethod method = common.method();
        Signature signature = method.signature();
        List<Parameter> parameters = signature.withoutLease();
        MethodSpec.Builder emitted = Declarations.override(
                        common.types(),
                        signature,
                        common.specs(parameters),
                        Declarations.isVarargs(signature, parameters),
                        overrides)
                .addJavadoc(docs.guarded(method));
        if (overrides) {
            method.copied().forEach(mirror -> emitted.addAnnotation(AnnotationSpec.get(mirror)));
        }
        return emitted.addCode(method.stage() == Stage.NONE ? sync(common) : async(common))
                .build();
    }

    private CodeBlock sync(Common common) {
        GuardedMethod method = common.method();
        Signature signature = method.signature();
        String held = signature.free("held");
        String call = returned(signature, target(), Calls.arguments(signature.parameters(), held, ""));
        String body = method.interruptOnLost()
                ? "    try {\n"
                        + "        " + call + ";\n"
                        + "    } finally {\n"
                        + "        " + common.qualifiedConstant() + ".bodyEnded(" + held + ");\n"
                        + "    }\n"
                : "    " + call + ";\n";
        if (method.answer() == Plain.RAISE) {
            return Calls.literal("var " + held + " = " + acquire(common, "acquireOrThrow") + ";\n"
                    + "try (" + held + ") {\n"
                    + body
                    + "}\n");
        }
        String before = "try (var " + held + " = " + acquire(common, "tryAcquire") + ") {\n" + "    if (" + held
                + " == null) {\n";
        String after = "    }\n" + body + "}\n";
        return method.answer() == Plain.NOTHING
                ? Calls.literal(before + "        return;\n" + after)
                : CodeBlock.builder()
                        .add("$L", before)
                        .indent()
                        .indent()
                        .addStatement("return $L", answer(common))
                        .unindent()
                        .unindent()
                        .add("$L", after)
                        .build();
    }

    private static String acquire(Common common, String how) {
        return common.qualifiedConstant() + "." + how + "(this.once, " + common.key() + ")";
    }

    private CodeBlock async(Common common) {
        GuardedMethod method = common.method();
        Signature signature = method.signature();
        String lease = signature.free("held");
        boolean raises = method.answer() == Plain.RAISE;
        String call = common.qualifiedConstant() + (raises ? ".runAsyncOrThrow" : ".runAsync") + "(this.once, () -> "
                + common.key() + ", " + lease + " -> "
                + call(signature, target(), Calls.arguments(signature.parameters(), lease, ""));
        return raises
                ? Calls.literal("return " + call + ");\n")
                : CodeBlock.builder()
                        .addStatement("$L$L)", "return " + call + ", ", answer(common))
                        .build();
    }

    private CodeBlock answer(Common common) {
        Answer answer = common.method().answer();
        return AnswerEmitter.isConstant(answer)
                ? Calls.literal(common.qualifiedConstant() + "_LOCKED")
                : answers.expression(answer);
    }

    private String target() {
        return type.isInterface() ? "this.delegate" : "super";
    }

    private static String returned(Signature signature, String target, String arguments) {
        return (Calls.isVoid(signature) ? "" : "return ") + call(signature, target, arguments);
    }

    private static String call(Signature signature, String target, String arguments) {
        return target + "." + signature.name() + "(" + arguments + ")";
    }

    /** A method of an interface that is not guarded. */
    MethodSpec forward(Signature signature) {
        var types = MemberTypes.of(type.element(), signature);
        return Declarations.override(
                        types,
                        signature,
                        Declarations.parameters(types, signature.parameters()),
                        signature.element().isVarArgs(),
                        true)
                .addCode(Calls.literal(returned(signature, "this.delegate", Calls.names(signature)) + ";\n"))
                .build();
    }
}
