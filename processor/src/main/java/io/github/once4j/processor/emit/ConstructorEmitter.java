package io.github.once4j.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import io.github.once4j.processor.emit.annotation.Annotations;
import io.github.once4j.processor.emit.annotation.Annotations.Carried;
import io.github.once4j.processor.emit.type.MemberTypes;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.GuardedType.Constructor;
import io.github.once4j.processor.model.Signature;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * The constructors: each as it is, on the global guard, and with a guard in front. A type that takes a guard itself has only
 * those that do, and the one that a client proxy is built with. They only assign.
 */
final class ConstructorEmitter {
    private ConstructorEmitter() {}

    static List<MethodSpec> ofClass(GuardedType type) {
        List<MethodSpec> emitted = new ArrayList<>();
        boolean ownGuard = type.constructors().stream().anyMatch(Constructor::takesGuard);
        for (Constructor constructor : type.constructors()) {
            if (constructor.takesGuard()) {
                emitted.add(withOwnGuard(constructor));
            } else {
                emitted.add(withGlobalGuard(constructor));
                if (!ownGuard) {
                    emitted.add(withGuard(constructor));
                }
            }
        }
        return emitted;
    }

    private static MethodSpec withGlobalGuard(Constructor constructor) {
        return assigning(constructor, start(constructor, List.of(), false), CodeBlock.of("$T.global()", Names.GUARD));
    }

    private static MethodSpec withGuard(Constructor constructor) {
        String guard = constructor.signature().free("once");
        ParameterSpec first = ParameterSpec.builder(Names.GUARD, guard).build();
        return assigning(constructor, injected(constructor, List.of(first)), CodeBlock.of("$N", guard));
    }

    private static MethodSpec withOwnGuard(Constructor constructor) {
        String guard = constructor.signature().parameters().get(0).name();
        return assigning(constructor, injected(constructor, List.of()), CodeBlock.of("$N", guard));
    }

    private static MethodSpec assigning(Constructor constructor, MethodSpec.Builder emitted, CodeBlock guard) {
        Signature signature = constructor.signature();
        String call = Calls.typeArguments(types(signature), signature) + "super("
                + Calls.arguments(signature.parameters()) + ")";
        if (!call.equals("super()")) {
            emitted.addStatement("$L", call);
        }
        return emitted.addStatement("this.once = $L", guard).build();
    }

    private static MethodSpec.Builder injected(Constructor constructor, List<ParameterSpec> before) {
        MethodSpec.Builder emitted = start(constructor, before, true)
                .addAnnotations(Annotations.all(constructor.injection().stream().toList()));
        constructor.injectionType().ifPresent(type -> emitted.addAnnotation(ClassName.get(type)));
        return emitted;
    }

    private static MethodSpec.Builder start(Constructor constructor, List<ParameterSpec> before, boolean forContainer) {
        Signature signature = constructor.signature();
        MethodSpec.Builder emitted = MethodSpec.constructorBuilder()
                .addAnnotations(Annotations.ofConstructor(signature.element()))
                .addParameters(before);
        if (signature.is(Modifier.PUBLIC) || signature.is(Modifier.PROTECTED)) {
            emitted.addModifiers(Modifier.PUBLIC);
        }
        MemberTypes types = types(signature);
        emitted.addTypeVariables(types.typeParameters());
        for (Signature.Parameter parameter : signature.parameters()) {
            ParameterSpec.Builder spec = Declarations.parameter(types, parameter, Carried.NONE).toBuilder();
            if (forContainer) {
                spec.addAnnotations(Annotations.forContainer(parameter.element(), types.reader()));
            }
            emitted.addParameter(spec.build());
        }
        emitted.varargs(signature.element().isVarArgs());
        types.thrown().forEach(emitted::addException);
        return emitted;
    }

    private static MemberTypes types(Signature constructor) {
        return MemberTypes.of(Signature.owner(constructor.element()), constructor);
    }

    static List<MethodSpec> ofInterface(TypeParts type) {
        return List.of(
                MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(type.supertype(), "delegate")
                        .addStatement("this($T.global(), delegate)", Names.GUARD)
                        .build(),
                MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(Names.GUARD, "once")
                        .addParameter(type.supertype(), "delegate")
                        .addStatement("this.once = once")
                        .addStatement(
                                "this.delegate = $T.delegate(delegate,$Wdelegate instanceof $T guarded ? guarded.once : null,$Wonce)",
                                Names.METHOD,
                                type.generated())
                        .build());
    }
}
