package io.github.once4j.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import io.github.once4j.processor.emit.annotation.Annotations;
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
 * those that do. They only assign.
 */
final class ConstructorEmitter {
    private ConstructorEmitter() {}

    static List<MethodSpec> ofClass(GuardedType type) {
        List<MethodSpec> emitted = new ArrayList<>();
        boolean ownGuard = type.constructors().stream().anyMatch(Constructor::takesGuard);
        for (Constructor constructor : type.constructors()) {
            if (constructor.takesGuard()) {
                emitted.add(withOwnGuard(constructor));
            } else if (!ownGuard) {
                emitted.add(withGlobalGuard(constructor));
                emitted.add(withGuard(constructor));
            }
        }
        return emitted;
    }

    private static MethodSpec withGlobalGuard(Constructor constructor) {
        return start(constructor.signature(), List.of(), false)
                .addJavadoc("Guards with the global guard.\n")
                .addStatement(
                        "super($L)", Calls.arguments(constructor.signature().parameters()))
                .addStatement("this.once = $T.global()", Names.GUARD)
                .build();
    }

    private static MethodSpec withGuard(Constructor constructor) {
        Signature signature = constructor.signature();
        String guard = signature.free("once");
        ParameterSpec first = ParameterSpec.builder(Names.GUARD, guard).build();
        MethodSpec.Builder emitted = injected(constructor, start(signature, List.of(first), true))
                .addJavadoc("Guards with the given guard.\n");
        return emitted.addStatement("super($L)", Calls.arguments(signature.parameters()))
                .addStatement("this.once = $N", guard)
                .build();
    }

    private static MethodSpec withOwnGuard(Constructor constructor) {
        Signature signature = constructor.signature();
        return injected(constructor, start(signature, List.of(), true))
                .addJavadoc("Guards with the given guard.\n")
                .addStatement("super($L)", Calls.arguments(signature.parameters()))
                .addStatement("this.once = $N", signature.parameters().get(0).name())
                .build();
    }

    private static MethodSpec.Builder injected(Constructor constructor, MethodSpec.Builder emitted) {
        emitted.addAnnotations(Annotations.all(constructor.injection().stream().toList()));
        constructor.injectionType().ifPresent(type -> emitted.addAnnotation(ClassName.get(type)));
        return emitted;
    }

    private static MethodSpec.Builder start(Signature signature, List<ParameterSpec> before, boolean forContainer) {
        MethodSpec.Builder emitted = MethodSpec.constructorBuilder()
                .addAnnotations(Annotations.ofConstructor(signature.element()))
                .addParameters(before);
        if (signature.is(Modifier.PUBLIC) || signature.is(Modifier.PROTECTED)) {
            emitted.addModifiers(Modifier.PUBLIC);
        }
        var types = MemberTypes.of(Signature.owner(signature.element()), signature);
        emitted.addTypeVariables(types.typeParameters());
        for (Signature.Parameter parameter : signature.parameters()) {
            ParameterSpec.Builder spec = Declarations.parameter(types, parameter).toBuilder();
            if (forContainer) {
                spec.addAnnotations(Annotations.forContainer(parameter.element()));
            }
            emitted.addParameter(spec.build());
        }
        emitted.varargs(signature.element().isVarArgs());
        types.thrown().forEach(emitted::addException);
        return emitted;
    }

    static List<MethodSpec> ofInterface(TypeName type, ClassName generated) {
        return List.of(
                MethodSpec.constructorBuilder()
                        .addJavadoc("Guards the calls to a delegate, with the global guard.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(type, "delegate")
                        .addStatement("this($T.global(), delegate)", Names.GUARD)
                        .build(),
                MethodSpec.constructorBuilder()
                        .addJavadoc("Guards the calls to a delegate, with the given guard.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .addParameter(Names.GUARD, "once")
                        .addParameter(type, "delegate")
                        .addStatement("this.once = once")
                        .addStatement(
                                "this.delegate = $T.delegate(delegate,$Wdelegate instanceof $T guarded ? guarded.once : null,$Wonce)",
                                Names.METHOD,
                                generated)
                        .build());
    }
}
