package io.github.once4j.processor.emit;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import io.github.once4j.processor.emit.annotation.Annotations;
import io.github.once4j.processor.emit.annotation.Annotations.Carried;
import io.github.once4j.processor.emit.type.MemberTypes;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The head of a method that repeats another one: modifiers, type parameters, types, names, {@code throws}. */
final class Declarations {
    private Declarations() {}

    /** An override of a method, without a body. */
    static MethodSpec.Builder override(
            MemberTypes types, Signature signature, List<ParameterSpec> parameters, Carried carried) {
        return method(types, signature, parameters, List.of(Names.OVERRIDE), carried)
                .varargs(signature.element().isVarArgs());
    }

    /** A method like another one, with some of its parameters, without a body. */
    static MethodSpec.Builder overload(
            MemberTypes types, Signature signature, List<ParameterSpec> parameters, Carried carried) {
        return method(types, signature, parameters, List.of(), carried);
    }

    private static MethodSpec.Builder method(
            MemberTypes types,
            Signature signature,
            List<ParameterSpec> parameters,
            List<AnnotationSpec> first,
            Carried carried) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(signature.name())
                .addAnnotations(first)
                .addAnnotations(Annotations.of(
                        signature.element(), signature.element().getReturnType(), types.reader(), carried))
                .addModifiers(visibility(signature))
                .addTypeVariables(types.typeParameters())
                .returns(types.returns())
                .addParameters(parameters);
        types.thrown().forEach(method::addException);
        return method;
    }

    static boolean isVarargs(Signature signature, List<Parameter> parameters) {
        List<Parameter> all = signature.parameters();
        return signature.element().isVarArgs()
                && !parameters.isEmpty()
                && parameters.get(parameters.size() - 1).equals(all.get(all.size() - 1));
    }

    static List<ParameterSpec> parameters(MemberTypes types, List<Parameter> parameters, Carried carried) {
        List<ParameterSpec> specs = new ArrayList<>();
        parameters.forEach(parameter -> specs.add(parameter(types, parameter, carried)));
        return specs;
    }

    static ParameterSpec parameter(MemberTypes types, Parameter parameter, Carried carried) {
        return ParameterSpec.builder(types.of(parameter), parameter.name())
                .addAnnotations(Annotations.of(
                        parameter.element(), parameter.element().asType(), types.reader(), carried))
                .build();
    }

    static List<Modifier> visibility(Signature signature) {
        List<Modifier> kept = new ArrayList<>();
        for (Modifier modifier : List.of(Modifier.PUBLIC, Modifier.PROTECTED)) {
            if (signature.is(modifier)) {
                kept.add(modifier);
            }
        }
        return kept;
    }
}
