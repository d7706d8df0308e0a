package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
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
import javax.lang.model.type.TypeKind;

/** The guarded override of a method; and, when the guard supplies its lease, the overload that callers use. */
final class MethodEmitter {
    private final GuardedType type;
    private final ClassName once;
    private final AnswerEmitter answers;
    private final Docs docs;

    MethodEmitter(GuardedType type, ClassName once, AnswerEmitter answers, Docs docs) {
        this.type = type;
        this.once = once;
        this.answers = answers;
        this.docs = docs;
    }

    List<MethodSpec> emit(GuardedMethod method) {
        Signature signature = method.signature();
        if (signature.lease().isEmpty()) {
            return List.of(guarded(method, true));
        }
        List<Parameter> rest = signature.withoutLease();
        MethodSpec.Builder ignoring = Declarations.override(type.element(), signature, signature.parameters(), true);
        method.copied().forEach(mirror -> ignoring.addAnnotation(AnnotationSpec.get(mirror)));
        CodeBlock call = CodeBlock.of("this.$N($L)", signature.name(), arguments(rest, "", ""));
        MethodSpec override = ignoring.addJavadoc(docs.ignoresLease(method))
                .addStatement(isVoid(signature) ? "$L" : "return $L", call)
                .build();
        return List.of(override, guarded(method, false));
    }

    private MethodSpec guarded(GuardedMethod method, boolean overrides) {
        Signature signature = method.signature();
        MethodSpec.Builder emitted = Declarations.override(
                        type.element(), signature, signature.withoutLease(), overrides)
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
            code.addStatement("var $N = $L", held, acquire(method, "acquireOrThrow"))
                    .beginControlFlow("try ($N)", held);
        } else {
            code.beginControlFlow("try (var $N = $L)", held, acquire(method, "tryAcquire"))
                    .beginControlFlow("if ($N == null)", held);
            if (method.answer() == Plain.NOTHING) {
                code.addStatement("return");
            } else {
                code.addStatement("return $L", answer(method));
            }
            code.endControlFlow();
        }
        CodeBlock call =
                CodeBlock.of("$L.$N($L)", target(), signature.name(), arguments(signature.parameters(), held, ""));
        if (method.interruptOnLost()) {
            code.beginControlFlow("try");
        }
        code.addStatement(isVoid(signature) ? "$L" : "return $L", call);
        if (method.interruptOnLost()) {
            code.nextControlFlow("finally")
                    .addStatement("$T.$N.bodyEnded($N)", once, method.constant(), held)
                    .endControlFlow();
        }
        return code.endControlFlow().build();
    }

    private CodeBlock acquire(GuardedMethod method, String how) {
        return CodeBlock.of("$T.$N.$L(this.once, $L)", once, method.constant(), how, key(method));
    }

    private CodeBlock async(GuardedMethod method) {
        Signature signature = method.signature();
        String lease = signature.free("held");
        CodeBlock call =
                CodeBlock.of("$L.$N($L)", target(), signature.name(), arguments(signature.parameters(), lease, ""));
        CodeBlock common = CodeBlock.of("this.once, () -> $L, $N -> $L", key(method), lease, call);
        return method.answer() == Plain.RAISE
                ? CodeBlock.builder()
                        .addStatement("return $T.$N.runAsyncOrThrow($L)", once, method.constant(), common)
                        .build()
                : CodeBlock.builder()
                        .addStatement("return $T.$N.runAsync($L, $L)", once, method.constant(), common, answer(method))
                        .build();
    }

    private CodeBlock answer(GuardedMethod method) {
        Answer answer = method.answer();
        return AnswerEmitter.isConstant(answer)
                ? CodeBlock.of("$T.$N", once, method.constant() + "_LOCKED")
                : answers.expression(answer);
    }

    /** The call that makes the key. */
    CodeBlock key(GuardedMethod method) {
        String first = method.keyNeedsThis() ? "this" : "";
        CodeBlock variables = KeyEmitter.typeVariables(type, method).stream()
                .map(each -> CodeBlock.of("$T", each))
                .collect(CodeBlock.joining(", ", "<", ">"));
        return CodeBlock.of(
                "$T.$L$N($L)",
                once,
                variables.toString().equals("<>") ? "" : variables,
                method.keyMethod(),
                arguments(method.keyParameters(), "", first));
    }

    private CodeBlock target() {
        return CodeBlock.of(type.isInterface() ? "this.delegate" : "super");
    }

    private static CodeBlock arguments(List<Parameter> parameters, String lease, String first) {
        List<CodeBlock> names = new java.util.ArrayList<>();
        if (!first.isEmpty()) {
            names.add(CodeBlock.of(first));
        }
        parameters.forEach(parameter -> names.add(CodeBlock.of("$N", parameter.isLease() ? lease : parameter.name())));
        return CodeBlock.join(names, ", ");
    }

    static boolean isVoid(Signature signature) {
        return signature.returns().getKind() == TypeKind.VOID;
    }

    /** A method of an interface that is not guarded. */
    MethodSpec forward(Signature signature) {
        CodeBlock call = CodeBlock.of(
                "this.delegate.$N($L)",
                signature.name(),
                signature.parameters().stream()
                        .map(parameter -> CodeBlock.of("$N", parameter.name()))
                        .collect(CodeBlock.joining(", ")));
        return Declarations.override(type.element(), signature, signature.parameters(), true)
                .addStatement(isVoid(signature) ? "$L" : "return $L", call)
                .build();
    }
}
