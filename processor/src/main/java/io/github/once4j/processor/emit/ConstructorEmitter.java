package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.GuardedType.Constructor;
import io.github.once4j.processor.model.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
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
                .addStatement("super($L)", MethodEmitter.names(constructor.signature()))
                .addStatement("this.once = $T.global()", Names.GUARD)
                .build();
    }

    private static MethodSpec withGuard(Constructor constructor) {
        Signature signature = constructor.signature();
        String guard = signature.free("once");
        ParameterSpec first = ParameterSpec.builder(Names.GUARD, guard).build();
        MethodSpec.Builder emitted = injected(constructor, start(signature, List.of(first), true))
                .addJavadoc("Guards with the given guard.\n");
        return emitted.addStatement("super($L)", MethodEmitter.names(signature))
                .addStatement("this.once = $N", guard)
                .build();
    }

    private static MethodSpec withOwnGuard(Constructor constructor) {
        Signature signature = constructor.signature();
        return injected(constructor, start(signature, List.of(), true))
                .addJavadoc("Guards with the given guard.\n")
                .addStatement("super($L)", MethodEmitter.names(signature))
                .addStatement("this.once = $N", signature.parameters().get(0).name())
                .build();
    }

    private static MethodSpec.Builder injected(Constructor constructor, MethodSpec.Builder emitted) {
        constructor.injection().ifPresent(mirror -> emitted.addAnnotation(AnnotationSpec.get(mirror)));
        constructor.injectionType().ifPresent(type -> emitted.addAnnotation(ClassName.get(type)));
        return emitted;
    }

    private static MethodSpec.Builder start(Signature signature, List<ParameterSpec> before, boolean forContainer) {
        MethodSpec.Builder emitted = MethodSpec.constructorBuilder().addParameters(before);
        if (signature.is(Modifier.PUBLIC) || signature.is(Modifier.PROTECTED)) {
            emitted.addModifiers(Modifier.PUBLIC);
        }
        signature.typeParameters().forEach(each -> emitted.addTypeVariable(TypeNames.parameter(each)));
        for (Signature.Parameter parameter : signature.parameters()) {
            ParameterSpec.Builder spec = Declarations.parameter(parameter).toBuilder();
            if (forContainer) {
                parameter.element().getAnnotationMirrors().stream()
                        .filter(ConstructorEmitter::isForContainer)
                        .forEach(mirror -> spec.addAnnotation(AnnotationSpec.get(mirror)));
            }
            emitted.addParameter(spec.build());
        }
        emitted.varargs(signature.element().isVarArgs());
        signature.thrown().forEach(thrown -> emitted.addException(TypeNames.of(thrown)));
        return emitted;
    }

    /** Qualifiers and values, which tell a container what to pass; nullness is copied anyway. */
    private static boolean isForContainer(AnnotationMirror mirror) {
        String name = mirror.getAnnotationType().asElement().getSimpleName().toString();
        return !Set.of("Nullable", "NonNull", "Nonnull", "NotNull", "CheckForNull")
                .contains(name);
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
                                "this.delegate = $T.delegate(delegate, delegate instanceof $T guarded ? guarded.once : null, once)",
                                Names.METHOD,
                                generated)
                        .build());
    }
}
