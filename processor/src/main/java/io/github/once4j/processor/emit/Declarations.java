package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeMirror;

/** The head of a method that repeats another one: modifiers, type parameters, types, names, {@code throws}. */
final class Declarations {
    private static final Set<String> NULLNESS =
            Set.of("Nullable", "CheckForNull", "NonNull", "Nonnull", "NotNull", "NullableDecl", "NonNullDecl");

    private Declarations() {}

    /** An override, without a body. */
    static MethodSpec.Builder override(Signature signature, List<Parameter> parameters, boolean overrides) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(signature.name());
        if (overrides) {
            method.addAnnotation(Names.OVERRIDE);
        }
        if (signature.element().getAnnotationMirrors().stream().anyMatch(mirror -> isNamed(mirror, "Deprecated"))) {
            method.addAnnotation(Names.DEPRECATED);
        }
        TypeName returns = TypeNames.of(signature.returns());
        nullness(signature.element(), signature.returns()).forEach(method::addAnnotation);
        method.addModifiers(visibility(signature))
                .addTypeVariables(signature.typeParameters().stream()
                        .map(TypeNames::parameter)
                        .toList())
                .returns(returns);
        parameters.forEach(parameter -> method.addParameter(parameter(parameter)));
        method.varargs(isVarargs(signature, parameters));
        signature.thrown().forEach(thrown -> method.addException(TypeNames.of(thrown)));
        return method;
    }

    static boolean isVarargs(Signature signature, List<Parameter> parameters) {
        List<Parameter> all = signature.parameters();
        return signature.element().isVarArgs()
                && !parameters.isEmpty()
                && parameters.get(parameters.size() - 1).equals(all.get(all.size() - 1));
    }

    static ParameterSpec parameter(Parameter parameter) {
        return ParameterSpec.builder(TypeNames.of(parameter.type()), parameter.name())
                .addAnnotations(nullness(parameter.element(), parameter.type()))
                .build();
    }

    static Modifier[] visibility(Signature signature) {
        List<Modifier> kept = new ArrayList<>();
        for (Modifier modifier : List.of(Modifier.PUBLIC, Modifier.PROTECTED)) {
            if (signature.is(modifier)) {
                kept.add(modifier);
            }
        }
        return kept.toArray(Modifier[]::new);
    }

    /** Nullness that is declared on the element and not, too, on its type. */
    private static List<AnnotationSpec> nullness(Element element, TypeMirror type) {
        return element.getAnnotationMirrors().stream()
                .filter(mirror -> NULLNESS.stream().anyMatch(name -> isNamed(mirror, name)))
                .filter(mirror -> type.getAnnotationMirrors().stream()
                        .noneMatch(onType -> onType.getAnnotationType()
                                .asElement()
                                .equals(mirror.getAnnotationType().asElement())))
                .filter(mirror -> !isTypeUseOnly(mirror))
                .map(AnnotationSpec::get)
                .toList();
    }

    private static boolean isTypeUseOnly(AnnotationMirror mirror) {
        return ClassName.get((javax.lang.model.element.TypeElement)
                        mirror.getAnnotationType().asElement())
                .packageName()
                .equals("org.jspecify.annotations");
    }

    private static boolean isNamed(AnnotationMirror mirror, String name) {
        return mirror.getAnnotationType().asElement().getSimpleName().contentEquals(name);
    }
}
