package io.github.once4j.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedMethod.Stage;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** {@code isLockedX}, {@code releaseX} and {@code holderOfX} of a guarded method. */
final class AdminEmitter {
    private static final TypeName HOLDER = ParameterizedTypeName.get(ClassName.get(Optional.class), Names.HOLDER);

    private final GuardedType type;
    private final Docs docs;

    AdminEmitter(GuardedType type, Docs docs) {
        this.type = type;
        this.docs = docs;
    }

    List<MethodSpec> emit(GuardedMethod method) {
        Shared shared = shared(method);
        return List.of(
                emit(method, shared, "isLocked", "isLocked", TypeName.BOOLEAN),
                emit(method, shared, "release", "release", TypeName.BOOLEAN),
                emit(method, shared, "holderOf", "holder", HOLDER));
    }

    /** What is alike in the three. */
    private record Shared(
            CodeBlock link,
            List<TypeVariableName> typeVariables,
            List<ParameterSpec> parameters,
            boolean varargs,
            String key) {}

    private Shared shared(GuardedMethod method) {
        List<Parameter> parameters = method.keyParameters();
        boolean generic = parameters.stream().anyMatch(parameter -> TypeVariables.in(parameter.type()));
        var types = MemberTypes.of(type.element(), method.signature());
        return new Shared(
                docs.link(method.signature()),
                generic ? types.typeParameters() : List.of(),
                parameters.stream()
                        .map(parameter -> Declarations.parameter(types, parameter))
                        .toList(),
                Declarations.isVarargs(method.signature(), parameters),
                MethodEmitter.key(type, method));
    }

    private MethodSpec emit(GuardedMethod method, Shared shared, String prefix, String call, TypeName answer) {
        String constant = MethodEmitter.constant(method);
        return MethodSpec.methodBuilder(prefix + method.suffix())
                .addJavadoc(docs.admin(shared.link, prefix))
                .addModifiers(visibility(method))
                .addTypeVariables(shared.typeVariables)
                .returns(returns(method.stage(), answer))
                .addParameters(shared.parameters)
                .varargs(shared.varargs)
                .addCode(MethodEmitter.literal(
                        method.stage() == Stage.NONE
                                ? "return " + constant + "." + call + "(this.once, " + shared.key + ");\n"
                                : "return " + constant + "." + call + "Async(this.once, () -> " + shared.key + ");\n"))
                .build();
    }

    /** Those who may call the method may ask for its key; what an interface has is public. */
    private Modifier[] visibility(GuardedMethod method) {
        return type.isInterface() ? new Modifier[] {Modifier.PUBLIC} : Declarations.visibility(method.signature());
    }

    private static TypeName returns(Stage stage, TypeName answer) {
        return switch (stage) {
            case NONE -> answer;
            case COMPLETION_STAGE -> ParameterizedTypeName.get(Names.STAGE, answer.box());
            case COMPLETABLE_FUTURE -> ParameterizedTypeName.get(Names.FUTURE, answer.box());
        };
    }
}
