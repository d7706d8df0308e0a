package io.github.once4j.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import io.github.once4j.processor.emit.annotation.Annotations;
import io.github.once4j.processor.emit.type.MemberTypes;
import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Answer.Plain;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedMethod.Stage;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;

/** The guarded override of a method; and, when the guard supplies its lease, the overload that callers use. */
final class MethodEmitter {
    private final GuardedType type;
    private final String target;
    private final AnswerEmitter answers;
    private final Javadocs docs;

    MethodEmitter(GuardedType type, AnswerEmitter answers, Javadocs docs) {
        this.type = type;
        this.target = type.isInterface() ? "this.delegate" : "super";
        this.answers = answers;
        this.docs = docs;
    }

    List<MethodSpec> emit(MethodParts parts) {
        if (parts.method().signature().lease().isEmpty()) {
            return List.of(override(parts)
                    .addJavadoc(docs.guarded(parts.method()))
                    .addCode(guarded(parts))
                    .build());
        }
        return List.of(ignoringLease(parts), withoutLease(parts));
    }

    private static MethodSpec.Builder override(MethodParts parts) {
        GuardedMethod method = parts.method();
        return Declarations.override(parts.types(), method.signature(), parts.parameters())
                .addAnnotations(Annotations.all(method.copied()));
    }

    private MethodSpec ignoringLease(MethodParts parts) {
        Signature signature = parts.method().signature();
        CodeBlock call = Calls.of(signature, "this", Calls.arguments(signature.withoutLease()));
        return override(parts)
                .addJavadoc(docs.ignoresLease(parts.method()))
                .addCode(Calls.statement(signature, call))
                .build();
    }

    private MethodSpec withoutLease(MethodParts parts) {
        Signature signature = parts.method().signature();
        List<Parameter> parameters = signature.withoutLease();
        return Declarations.overload(parts.types(), signature, parts.specs(parameters))
                .varargs(Declarations.isVarargs(signature, parameters))
                .addJavadoc(docs.guarded(parts.method()))
                .addCode(guarded(parts))
                .build();
    }

    private CodeBlock guarded(MethodParts parts) {
        return parts.method().stage() == Stage.NONE ? sync(parts) : async(parts);
    }

    private CodeBlock sync(MethodParts parts) {
        GuardedMethod method = parts.method();
        String held = method.signature().free("held");
        CodeBlock.Builder code = CodeBlock.builder();
        if (method.answer() == Plain.RAISE) {
            code.addStatement("var $N = $L.acquireOrThrow(this.once, $L)", held, parts.constant(), parts.key())
                    .beginControlFlow("try ($N)", held);
        } else {
            code.beginControlFlow("try (var $N = $L.tryAcquire(this.once, $L))", held, parts.constant(), parts.key())
                    .beginControlFlow("if ($N == null)", held)
                    .addStatement(
                            method.answer() == Plain.NOTHING
                                    ? CodeBlock.of("return")
                                    : CodeBlock.of("return $L", answer(parts)))
                    .endControlFlow();
        }
        return code.add(body(parts, held)).endControlFlow().build();
    }

    private CodeBlock body(MethodParts parts, String held) {
        Signature signature = parts.method().signature();
        CodeBlock call =
                Calls.statement(signature, Calls.of(signature, target, Calls.arguments(signature.parameters(), held)));
        return parts.method().interruptOnLost()
                ? CodeBlock.builder()
                        .beginControlFlow("try")
                        .add(call)
                        .nextControlFlow("finally")
                        .addStatement("$L.bodyEnded($N)", parts.constant(), held)
                        .endControlFlow()
                        .build()
                : call;
    }

    private CodeBlock async(MethodParts parts) {
        Signature signature = parts.method().signature();
        String held = signature.free("held");
        CodeBlock body = CodeBlock.of(
                "$N -> $L", held, Calls.of(signature, target, Calls.arguments(signature.parameters(), held)));
        CodeBlock.Builder code = CodeBlock.builder();
        if (parts.method().answer() == Plain.RAISE) {
            code.addStatement(
                    "return $L.runAsyncOrThrow(this.once, () -> $L, $L)", parts.constant(), parts.key(), body);
        } else {
            code.addStatement(
                    "return $L.runAsync(this.once, () -> $L, $L, $L)",
                    parts.constant(),
                    parts.key(),
                    body,
                    answer(parts));
        }
        return code.build();
    }

    private CodeBlock answer(MethodParts parts) {
        Answer answer = parts.method().answer();
        return AnswerEmitter.isConstant(answer)
                ? CodeBlock.of("$L_LOCKED", parts.constant())
                : answers.expression(answer);
    }

    /** A method of an interface that is not guarded. */
    MethodSpec forward(Signature signature) {
        var types = MemberTypes.of(type.element(), signature);
        List<ParameterSpec> parameters = Declarations.parameters(types, signature.parameters());
        CodeBlock call = Calls.of(signature, target, Calls.arguments(signature.parameters()));
        return Declarations.override(types, signature, parameters)
                .addCode(Calls.statement(signature, call))
                .build();
    }
}
