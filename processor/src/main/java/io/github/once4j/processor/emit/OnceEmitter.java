package io.github.once4j.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.TypeSpec;
import io.github.once4j.processor.emit.annotation.Literals;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.emit.type.TypeNames;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.Timing;
import io.github.once4j.processor.model.Timing.Setting;
import java.time.Duration;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** The nested {@code Once$}: the method constants, the constant results of locked calls, the key methods. */
final class OnceEmitter {
    private final TypeParts type;
    private final AnswerEmitter answers;

    OnceEmitter(TypeParts type, AnswerEmitter answers) {
        this.type = type;
        this.answers = answers;
    }

    TypeSpec emit(List<MethodParts> methods) {
        TypeSpec.Builder emitted = TypeSpec.classBuilder(Names.ONCE)
                .addJavadoc("The guarded methods and their keys.")
                .addAnnotation(type.mark())
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
        for (MethodParts parts : methods) {
            GuardedMethod method = parts.method();
            emitted.addField(FieldSpec.builder(Names.METHOD, method.constant(), Modifier.STATIC, Modifier.FINAL)
                    .initializer(constant(method))
                    .build());
            if (AnswerEmitter.isConstant(method.answer())) {
                emitted.addField(FieldSpec.builder(
                                TypeNames.of(type.type().element()).of(answerType(method)),
                                method.constant() + "_LOCKED",
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .initializer(answers.expression(method.answer()))
                        .build());
            }
        }
        var keys = new KeyEmitter(type);
        methods.forEach(parts -> emitted.addMethod(keys.emit(parts)));
        return emitted.build();
    }

    private static TypeMirror answerType(GuardedMethod method) {
        TypeMirror type = method.signature().returns();
        return method.stage() == GuardedMethod.Stage.NONE
                ? type
                : ((DeclaredType) type).getTypeArguments().get(0);
    }

    private CodeBlock constant(GuardedMethod method) {
        CodeBlock arguments = CodeBlock.of(
                "$T.class, $S, $L",
                type.name(),
                method.signature().name(),
                Literals.string(method.key().template()));
        CodeBlock settings = settings(method);
        return settings.isEmpty()
                ? CodeBlock.of("$T.of($L)", Names.METHOD, arguments)
                : CodeBlock.of("$T.builder($L)$L$Z.build()", Names.METHOD, arguments, settings);
    }

    private static CodeBlock settings(GuardedMethod method) {
        CodeBlock.Builder code = CodeBlock.builder();
        Timing timing = method.timing();
        duration(code, "lease", timing.lease());
        duration(code, "holdAtLeast", timing.holdAtLeast());
        duration(code, "holdAtMost", timing.holdAtMost());
        duration(code, "waitAtMost", timing.waitAtMost());
        duration(code, "keepAfterSuccess", timing.keepAfterSuccess());
        if (method.fenced()) {
            code.add("$Z.fenced()");
        }
        if (method.interruptOnLost()) {
            code.add("$Z.interruptOnLost()");
        }
        return code.build();
    }

    private static void duration(CodeBlock.Builder code, String name, @Nullable Setting setting) {
        if (setting == null) {
            return;
        }
        long nanos = setting.value().toNanos();
        Unit unit = Unit.ALL.stream()
                .filter(each -> nanos % each.nanos == 0)
                .findFirst()
                .orElseThrow();
        long count = nanos / unit.nanos;
        String literal = count > Integer.MAX_VALUE ? count + "L" : String.valueOf(count);
        CodeBlock value = CodeBlock.of("$T.$N($L)", Names.DURATION, unit.factory, literal);
        code.add(
                "$Z.$N($L)",
                name,
                setting.property().isEmpty()
                        ? value
                        : CodeBlock.of("$L, $L", Literals.string(setting.property()), value));
    }

    /** A factory of {@code Duration}, and what it counts; the largest first. */
    private record Unit(String factory, long nanos) {
        static final List<Unit> ALL = List.of(
                new Unit("ofDays", Duration.ofDays(1).toNanos()),
                new Unit("ofHours", Duration.ofHours(1).toNanos()),
                new Unit("ofMinutes", Duration.ofMinutes(1).toNanos()),
                new Unit("ofSeconds", Duration.ofSeconds(1).toNanos()),
                new Unit("ofMillis", 1_000_000),
                new Unit("ofNanos", 1));
    }
}
