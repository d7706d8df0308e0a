package io.github.once4j.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedMethod.Stage;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.lang.model.element.Modifier;

/** {@code isLockedX}, {@code releaseX} and {@code holderOfX} of a guarded method. */
final class AdminEmitter {
    private static final TypeName HOLDER = ParameterizedTypeName.get(ClassName.get(Optional.class), Names.HOLDER);

    private final GuardedType type;
    private final ClassName once;
    private final MethodEmitter methods;
    private final Docs docs;

    AdminEmitter(GuardedType type, ClassName once, MethodEmitter methods, Docs docs) {
        this.type = type;
        this.once = once;
        this.methods = methods;
        this.docs = docs;
    }

    List<MethodSpec> emit(GuardedMethod method) {
        return List.of(
                emit(method, "isLocked", "isLocked", TypeName.BOOLEAN),
                emit(method, "release", "release", TypeName.BOOLEAN),
                emit(method, "holderOf", "holder", HOLDER));
    }

    private MethodSpec emit(GuardedMethod method, String prefix, String call, TypeName answer) {
        MethodSpec.Builder emitted = MethodSpec.methodBuilder(prefix + method.suffix())
                .addJavadoc(docs.admin(method, prefix))
                .addModifiers(visibility(method))
                .returns(returns(method.stage(), answer));
        List<Parameter> parameters = method.keyParameters();
        var types = MemberTypes.of(type.element(), method.signature());
        if (parameters.stream().anyMatch(parameter -> TypeVariables.in(parameter.type()))) {
            emitted.addTypeVariables(types.typeParameters());
        }
        parameters.forEach(parameter -> emitted.addParameter(Declarations.parameter(types, parameter)));
        emitted.varargs(Declarations.isVarargs(method.signature(), parameters));
        CodeBlock key = methods.key(method);
        return method.stage() == Stage.NONE
                ? emitted.addStatement("return $T.$N.$L(this.once, $L)", once, method.constant(), call, key)
                        .build()
                : emitted.addStatement("return $T.$N.$LAsync(this.once, () -> $L)", once, method.constant(), call, key)
                        .build();
    }

    /** Those who may call the method may ask for its key; what an interface has is public. */
    private Modifier[] visibility(GuardedMethod method) {
        return type.isInterface() ? new Modifier[] {Modifier.PUBLIC} : Declarations.visibility(method.signature());
    }

    private static TypeName returns(Stage stage, TypeName answer) {
        return switch (stage) {
            case NONE -> answer;
            case COMPLETION_STAGE -> ParameterizedTypeName.get(ClassName.get(CompletionStage.class), answer.box());
            case COMPLETABLE_FUTURE -> ParameterizedTypeName.get(ClassName.get(CompletableFuture.class), answer.box());
        };
    }
}
