package io.github.once4j.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedMethod.Stage;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** {@code isLockedX}, {@code releaseX} and {@code holderOfX} of a guarded method. */
final class AdminEmitter {
    private static final TypeName HOLDER = ParameterizedTypeName.get(ClassName.get(Optional.class), Names.HOLDER);

    private final GuardedType type;

    AdminEmitter(GuardedType type) {
        this.type = type;
    }

    List<MethodSpec> emit(MethodParts parts) {
        return List.of(
                emit(parts, "isLocked", "isLocked", TypeName.BOOLEAN),
                emit(parts, "release", "release", TypeName.BOOLEAN),
                emit(parts, "holderOf", "holder", HOLDER));
    }

    private MethodSpec emit(MethodParts parts, String prefix, String call, TypeName result) {
        GuardedMethod method = parts.method();
        Signature signature = method.signature();
        List<Parameter> parameters = method.keyParameters();
        MethodSpec.Builder emitted = MethodSpec.methodBuilder(prefix + method.suffix())
                .addModifiers(visibility(signature))
                .addTypeVariables(
                        parts.keyVariables().isEmpty()
                                ? List.of()
                                : parts.types().typeParameters())
                .returns(returns(method.stage(), result))
                .addParameters(parts.specs(parameters))
                .varargs(Declarations.isVarargs(signature, parameters));
        return emitted.addStatement(call(parts, call)).build();
    }

    private static CodeBlock call(MethodParts parts, String call) {
        Stage stage = parts.method().stage();
        if (stage == Stage.NONE) {
            return CodeBlock.of("return $L", parts.call(call));
        }
        if (!stage.isReactive()) {
            return CodeBlock.of("return $L.$NAsync(this.once, () -> $L)", parts.constant(), call, parts.key());
        }
        return CodeBlock.of(
                "return $T.$N($L, this.once, () -> $L)",
                stage.isReactor() ? Names.REACTOR : Names.MUTINY,
                call,
                parts.constant(),
                parts.key());
    }

    /** Those who may call the method may ask for its key; what an interface has is public. */
    private List<Modifier> visibility(Signature signature) {
        return type.isInterface() ? List.of(Modifier.PUBLIC) : Declarations.visibility(signature);
    }

    private static TypeName returns(Stage stage, TypeName result) {
        return switch (stage) {
            case NONE -> result;
            case COMPLETION_STAGE -> ParameterizedTypeName.get(Names.STAGE, result.box());
            case COMPLETABLE_FUTURE -> ParameterizedTypeName.get(Names.FUTURE, result.box());
            case MONO, FLUX ->
                ParameterizedTypeName.get(Names.MONO, result.equals(HOLDER) ? Names.HOLDER : result.box());
            case UNI, MULTI -> ParameterizedTypeName.get(Names.UNI, result.box());
        };
    }
}
