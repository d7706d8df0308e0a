package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Answer.Plain;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedMethod.Stage;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;
import java.util.StringJoiner;
import javax.lang.model.type.TypeKind;

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

    List<MethodSpec> emit(GuardedMethod method) {
        Signature signature = method.signature();
        if (signature.lease().isEmpty()) {
            return List.of(guarded(method, true));
        }
        List<Parameter> rest = signature.withoutLease();
        MethodSpec.Builder ignoring = Declarations.override(signature, signature.parameters(), true);
        method.copied().forEach(mirror -> ignoring.addAnnotation(AnnotationSpec.get(mirror)));
        MethodSpec override = ignoring.addJavadoc(docs.ignoresLease(method))
                .addStatement("$L", returned(signature, "this", arguments(rest, "", "")))
                .build();
        return List.of(override, guarded(method, false));
    }

    private MethodSpec guarded(GuardedMethod method, boolean overrides) {
        Signature signature = method.signature();
        MethodSpec.Builder emitted = Declarations.override(signature, signature.withoutLease(), overrides)
                .addJavadoc(docs.guarded(method));
        if (overrides) {
            method.copied().forEach(mirror -> emitted.addAnnotation(AnnotationSpec.get(mirror)));
        }
        return emitted.addCode(method.stage() == Stage.NONE ? sync(method) : async(method))
                .build();
    }

    private CodeBlock sync(GuardedMethod method) {
        Signature signature = method.signature();
        String held = signature.free("held");
        boolean raises = method.answer() == Plain.RAISE;
        CodeBlock.Builder code = CodeBlock.builder();
        if (raises) {
            code.addStatement("$L", "var " + held + " = " + acquire(method, "acquireOrThrow"))
                    .beginControlFlow("$L", "try (" + held + ")");
        } else {
            code.beginControlFlow("$L", "try (var " + held + " = " + acquire(method, "tryAcquire") + ")")
                    .beginControlFlow("$L", "if (" + held + " == null)");
            if (method.answer() == Plain.NOTHING) {
                code.addStatement("return");
            } else {
                code.addStatement("return $L", answer(method));
            }
            code.endControlFlow();
        }
        if (method.interruptOnLost()) {
            code.beginControlFlow("try");
        }
        code.addStatement("$L", returned(signature, target(), arguments(signature.parameters(), held, "")));
        if (method.interruptOnLost()) {
            code.nextControlFlow("finally")
                    .addStatement("$L", constant(method) + ".bodyEnded(" + held + ")")
                    .endControlFlow();
        }
        return code.endControlFlow().build();
    }

    private static String acquire(GuardedMethod method, String how) {
        return constant(method) + "." + how + "(this.once, " + key(method) + ")";
    }

    private CodeBlock async(GuardedMethod method) {
        Signature signature = method.signature();
        String lease = signature.free("held");
        boolean raises = method.answer() == Plain.RAISE;
        String call = constant(method) + (raises ? ".runAsyncOrThrow" : ".runAsync") + "(this.once, () -> "
                + key(method) + ", " + lease + " -> "
                + call(signature, target(), arguments(signature.parameters(), lease, ""));
        CodeBlock.Builder code = CodeBlock.builder();
        return raises
                ? code.addStatement("return $L)", call).build()
                : code.addStatement("return $L, $L)", call, answer(method)).build();
    }

    private CodeBlock answer(GuardedMethod method) {
        Answer answer = method.answer();
        return AnswerEmitter.isConstant(answer)
                ? CodeBlock.of("$L", constant(method) + "_LOCKED")
                : answers.expression(answer);
    }

    /** The constant of a method, from outside of the class that holds it. */
    static String constant(GuardedMethod method) {
        return Names.ONCE + "." + method.constant();
    }

    /** The call that makes the key. */
    static String key(GuardedMethod method) {
        String first = method.keyNeedsThis() ? "this" : "";
        return Names.ONCE + "." + method.keyMethod() + "(" + arguments(method.keyParameters(), "", first) + ")";
    }

    private String target() {
        return type.isInterface() ? "this.delegate" : "super";
    }

    private static String returned(Signature signature, String target, String arguments) {
        return (isVoid(signature) ? "" : "return ") + call(signature, target, arguments);
    }

    private static String call(Signature signature, String target, String arguments) {
        return target + "." + signature.name() + "(" + arguments + ")";
    }

    private static String arguments(List<Parameter> parameters, String lease, String first) {
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

    /** A method of an interface that is not guarded. */
    static MethodSpec forward(Signature signature) {
        return Declarations.override(signature, signature.parameters(), true)
                .addStatement("$L", returned(signature, "this.delegate", names(signature)))
                .build();
    }
}
