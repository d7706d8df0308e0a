package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.model.Answer;
import io.github.once4j.processor.model.Answer.Plain;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedMethod.Stage;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
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
        MethodSpec.Builder ignoring = Declarations.override(type.element(), signature, signature.parameters(), true);
        method.copied().forEach(mirror -> ignoring.addAnnotation(AnnotationSpec.get(mirror)));
        MethodSpec override = ignoring.addJavadoc(docs.ignoresLease(method))
                .addCode(literal(returned(signature, "this", arguments(rest, "", "")) + ";\n"))
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
        String call = returned(signature, target(), arguments(signature.parameters(), held, ""));
        String body = method.interruptOnLost()
                ? "    try {\n"
                        + "        " + call + ";\n"
                        + "    } finally {\n"
                        + "        " + constant(method) + ".bodyEnded(" + held + ");\n"
                        + "    }\n"
                : "    " + call + ";\n";
        if (method.answer() == Plain.RAISE) {
            return literal("var " + held + " = " + acquire(method, "acquireOrThrow") + ";\n"
                    + "try (" + held + ") {\n"
                    + body
                    + "}\n");
        }
        String before = "try (var " + held + " = " + acquire(method, "tryAcquire") + ") {\n" + "    if (" + held
                + " == null) {\n";
        String after = "    }\n" + body + "}\n";
        return method.answer() == Plain.NOTHING
                ? literal(before + "        return;\n" + after)
                : CodeBlock.of("$L$>$>$[return $L;\n$]$<$<$L", before, answer(method), after);
    }

    private String acquire(GuardedMethod method, String how) {
        return constant(method) + "." + how + "(this.once, " + key(type, method) + ")";
    }

    private CodeBlock async(GuardedMethod method) {
        Signature signature = method.signature();
        String lease = signature.free("held");
        boolean raises = method.answer() == Plain.RAISE;
        String call = constant(method) + (raises ? ".runAsyncOrThrow" : ".runAsync") + "(this.once, () -> "
                + key(type, method) + ", " + lease + " -> "
                + call(signature, target(), arguments(signature.parameters(), lease, ""));
        return raises
                ? literal("return " + call + ");\n")
                : CodeBlock.of("$[$L$L);\n$]", "return " + call + ", ", answer(method));
    }

    /** Text that names no type. */
    static CodeBlock literal(String text) {
        return CodeBlock.of("$L", text);
    }

    private CodeBlock answer(GuardedMethod method) {
        Answer answer = method.answer();
        return AnswerEmitter.isConstant(answer) ? literal(constant(method) + "_LOCKED") : answers.expression(answer);
    }

    /** The constant of a method, from outside of the class that holds it. */
    static String constant(GuardedMethod method) {
        return Names.ONCE + "." + method.constant();
    }

    /** The call that makes the key. */
    static String key(GuardedType type, GuardedMethod method) {
        String first = method.keyNeedsThis() ? "this" : "";
        String variables = KeyEmitter.typeVariables(type, method).stream()
                .map(TypeVariableName::name)
                .collect(Collectors.joining(", "));
        return Names.ONCE + "." + (variables.isEmpty() ? "" : "<" + variables + ">") + method.keyMethod() + "("
                + arguments(method.keyParameters(), "", first) + ")";
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
    MethodSpec forward(Signature signature) {
        return Declarations.override(type.element(), signature, signature.parameters(), true)
                .addCode(literal(returned(signature, "this.delegate", names(signature)) + ";\n"))
                .build();
    }
}
