package io.github.once4j.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.language.TypeWalk;
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
    private final Docs docs;

    AdminEmitter(GuardedType type, Docs docs) {
        this.type = type;
        this.docs = docs;
    }

    List<MethodSpec> emit(Common common) {
        Shared shared = shared(common);
        return List.of(
                emit(common, shared, "isLocked", "isLocked", TypeName.BOOLEAN),
                emit(common, shared, "release", "release", TypeName.BOOLEAN),
                emit(common, shared, "holderOf", "holder", HOLDER));
    }

    /** What is alike in the three. */
    private record Shared(
            CodeBlock link,
            List<Modifier> visibility,
            List<TypeVariableName> typeVariables,
            List<ParameterSpec> parameters,
            boolean varargs) {}

    private Shared shared(Common common) {
        Signature signature = common.method().signature();
        List<Parameter> parameters = common.keyParameters();
        boolean generic = parameters.stream().anyMatch(parameter -> TypeWalk.hasVariable(parameter.type()));
        return new Shared(
                docs.link(signature),
                visibility(signature),
                generic ? common.types().typeParameters() : List.of(),
                common.specs(parameters),
                Declarations.isVarargs(signature, parameters));
    }

    private MethodSpec emit(Common common, Shared shared, String prefix, String call, TypeName answer) {
        GuardedMethod method = common.method();
        String asked = "return " + common.qualifiedConstant() + "." + call;
        return MethodSpec.methodBuilder(prefix + method.suffix())
                .addJavadoc(docs.admin(shared.link, prefix))
                .addModifiers(shared.visibility)
                .addTypeVariables(shared.typeVariables)
                .returns(returns(method.stage(), answer))
                .addParameters(shared.parameters)
                .varargs(shared.varargs)
                .addCode(Calls.literal(
                        method.stage() == Stage.NONE
                                ? asked + "(this.once, " + common.key() + ");\n"
                                : asked + "Async(this.once, () -> " + common.key() + ");\n"))
                .build();
    }

    /** Those who may call the method may ask for its key; what an interface has is public. */
    private List<Modifier> visibility(Signature signature) {
        return type.isInterface() ? List.of(Modifier.PUBLIC) : Declarations.visibility(signature);
    }

    private static TypeName returns(Stage stage, TypeName answer) {
        return switch (stage) {
            case NONE -> answer;
            case COMPLETION_STAGE -> ParameterizedTypeName.get(Names.STAGE, answer.box());
            case COMPLETABLE_FUTURE -> ParameterizedTypeName.get(Names.FUTURE, answer.box());
        };
    }
}
