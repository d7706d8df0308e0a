package io.github.once4j.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import io.github.once4j.processor.emit.annotation.Annotations.Carried;
import io.github.once4j.processor.emit.type.MemberTypes;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Answer.Plain;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedMethod.Stage;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;
import java.util.Locale;

/** The guarded override of a method; and, when the guard supplies its lease, the overload that callers use. */
final class MethodEmitter {
    private final GuardedType type;
    private final String target;
    private final AnswerEmitter answers;

    MethodEmitter(GuardedType type, AnswerEmitter answers) {
        this.type = type;
        this.target = type.isInterface() ? "this.delegate" : "super";
        this.answers = answers;
    }

    List<MethodSpec> emit(MethodParts parts) {
        return parts.method().signature().lease().isEmpty()
                ? List.of(guarded(parts, override(parts, all())))
                : List.of(ignoringLease(parts), withoutLease(parts));
    }

    /** A method of an interface that is not guarded. */
    MethodSpec forward(Signature signature) {
        var types = MemberTypes.of(type.element(), signature);
        List<ParameterSpec> parameters = Declarations.parameters(types, signature.parameters(), Carried.NONE);
        String call = Calls.of(types, signature, target, Calls.arguments(signature.parameters()));
        return Declarations.override(types, signature, parameters, Carried.NONE)
                .addStatement("$L", Calls.result(signature, call))
                .build();
    }

    private MethodSpec.Builder override(MethodParts parts, Carried carried) {
        Signature signature = parts.method().signature();
        List<ParameterSpec> parameters = Declarations.parameters(parts.types(), signature.parameters(), carried);
        return Declarations.override(parts.types(), signature, parameters, carried);
    }

    /** The guarded class of an interface is not what containers look at. */
    private Carried all() {
        return type.isInterface() ? Carried.NONE : Carried.ALL;
    }

    private MethodSpec ignoringLease(MethodParts parts) {
        Signature signature = parts.method().signature();
        String call = Calls.of(parts.types(), signature, "this", Calls.arguments(signature.withoutLease()));
        return override(parts, type.isInterface() ? Carried.NONE : Carried.SECURITY)
                .addJavadoc(Javadocs.ignoresLease(parts.method()))
                .addStatement("$L", Calls.result(signature, call))
                .build();
    }

    private MethodSpec withoutLease(MethodParts parts) {
        Signature signature = parts.method().signature();
        List<Parameter> parameters = signature.withoutLease();
        return guarded(
                parts,
                Declarations.overload(
                                parts.types(),
                                signature,
                                Declarations.parameters(parts.types(), parameters, all()),
                                all())
                        .varargs(Declarations.isVarargs(signature, parameters)));
    }

    private MethodSpec guarded(MethodParts parts, MethodSpec.Builder emitted) {
        return emitted.addJavadoc(Javadocs.guarded(parts.method()))
                .addCode(code(parts))
                .build();
    }

    private CodeBlock code(MethodParts parts) {
        Stage stage = parts.method().stage();
        if (stage == Stage.NONE) {
            return sync(parts);
        }
        return stage.isReactive() ? reactive(parts, stage) : async(parts);
    }

    private CodeBlock sync(MethodParts parts) {
        GuardedMethod method = parts.method();
        String held = method.signature().free("held");
        CodeBlock.Builder code = CodeBlock.builder();
        if (method.answer() == Plain.RAISE) {
            // Not in the header of the try statement, where lint requires each resource to be used.
            return code.addStatement("var $N = $L", held, parts.call("acquireOrThrow"))
                    .beginControlFlow("try ($N)", held)
                    .add(body(parts, held))
                    .endControlFlow()
                    .build();
        }
        code.beginControlFlow("try (var $N = $L)", held, parts.call("tryAcquire"));
        if (method.answer() == Plain.NOTHING) {
            code.beginControlFlow("if ($N != null)", held)
                    .add(body(parts, held))
                    .endControlFlow();
        } else if (fitsExpression(method)) {
            code.addStatement("return $N == null ? $L : $L", held, answer(parts), call(parts, held));
        } else {
            code.beginControlFlow("if ($N == null)", held)
                    .addStatement("return $L", answer(parts))
                    .endControlFlow()
                    .add(body(parts, held));
        }
        return code.endControlFlow().build();
    }

    /**
     * Whether one conditional expression can return both results. With a literal and a boxed result its type would be
     * primitive: null would throw, and the object that the body returned would be lost.
     */
    private static boolean fitsExpression(GuardedMethod method) {
        boolean isBoxed = method.answer() instanceof Answer.Literal
                && !method.signature().returns().getKind().isPrimitive();
        return !method.interruptOnLost() && !method.keepsAfterSuccess() && !isBoxed;
    }

    private CodeBlock body(MethodParts parts, String held) {
        CodeBlock run = parts.method().keepsAfterSuccess() ? runAndKeep(parts, held) : run(parts, held);
        CodeBlock.Builder code = CodeBlock.builder();
        if (!parts.method().interruptOnLost()) {
            return run;
        }
        return code.beginControlFlow("try")
                .add(run)
                .nextControlFlow("finally")
                .addStatement("$L.bodyEnded($N)", parts.constant(), held)
                .endControlFlow()
                .build();
    }

    private CodeBlock run(MethodParts parts, String held) {
        return CodeBlock.builder()
                .addStatement("$L", Calls.result(parts.method().signature(), call(parts, held)))
                .build();
    }

    /** A body that ends normally keeps its key for keepAfterSuccess. */
    private CodeBlock runAndKeep(MethodParts parts, String held) {
        Signature signature = parts.method().signature();
        CodeBlock.Builder code = CodeBlock.builder();
        if (Calls.isVoid(signature)) {
            return code.addStatement("$L", call(parts, held))
                    .addStatement("$N.succeeded()", held)
                    .build();
        }
        String result = signature.free("result");
        // Not var: ecj does not find the type of a captured wildcard that extends an array.
        return code.addStatement("$T $N = $L", parts.types().returns().withoutAnnotations(), result, call(parts, held))
                .addStatement("$N.succeeded()", held)
                .addStatement("return $N", result)
                .build();
    }

    private CodeBlock async(MethodParts parts) {
        String held = parts.method().signature().free("held");
        String body = held + " -> " + call(parts, held);
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

    private CodeBlock reactive(MethodParts parts, Stage stage) {
        String held = parts.method().signature().free("held");
        boolean raises = parts.method().answer() == Plain.RAISE;
        CodeBlock.Builder arguments = CodeBlock.builder()
                .add("$L, this.once, () -> $L, $N -> $L", parts.constant(), parts.key(), held, call(parts, held));
        if (!raises && !stage.isStream()) {
            arguments.add(", $L", answer(parts));
        }
        return CodeBlock.builder()
                .addStatement(
                        "return $T.$L($L)",
                        stage.isReactor() ? Names.REACTOR : Names.MUTINY,
                        stage.name().toLowerCase(Locale.ROOT) + (raises ? "OrThrow" : ""),
                        arguments.build())
                .build();
    }

    private String call(MethodParts parts, String held) {
        Signature signature = parts.method().signature();
        return Calls.of(parts.types(), signature, target, Calls.arguments(signature.parameters(), held));
    }

    private CodeBlock answer(MethodParts parts) {
        Answer answer = parts.method().answer();
        return AnswerEmitter.isConstant(answer)
                ? CodeBlock.of("$L_LOCKED", parts.constant())
                : answers.expression(answer);
    }
}
