package io.github.once4j.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Key.Segment;
import io.github.once4j.processor.model.Key.Step;
import io.github.once4j.processor.model.Signature.Parameter;
import io.github.once4j.processor.model.Texts.Form;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeVariable;

/** The method of {@code Once$} that makes a key. */
final class KeyEmitter {
    private KeyEmitter() {}

    static MethodSpec emit(GuardedType type, GuardedMethod method, TypeName self) {
        MethodSpec.Builder emitted = MethodSpec.methodBuilder(method.keyMethod())
                .addModifiers(Modifier.STATIC)
                .returns(Names.STRING)
                .addTypeVariables(typeVariables(type, method));
        String selfName = method.signature().free("self");
        if (method.keyNeedsThis()) {
            emitted.addParameter(self, selfName);
        }
        for (Parameter parameter : method.keyParameters()) {
            emitted.addParameter(Declarations.parameter(parameter));
        }
        return emitted.addStatement("return $L", expression(method, selfName)).build();
    }

    /** A static method has none of the class's type variables: it declares them again, those that its own do not hide. */
    private static List<TypeVariableName> typeVariables(GuardedType type, GuardedMethod method) {
        boolean needed = method.keyNeedsThis()
                || method.keyParameters().stream().anyMatch(parameter -> TypeVariables.in(parameter.type()));
        if (!needed) {
            return List.of();
        }
        Map<String, TypeVariableName> variables = new LinkedHashMap<>();
        for (var each : type.element().getTypeParameters()) {
            variables.put(each.getSimpleName().toString(), TypeNames.parameter(each));
        }
        for (TypeVariable each : method.signature().typeParameters()) {
            variables.put(each.asElement().getSimpleName().toString(), TypeNames.parameter(each));
        }
        return List.copyOf(variables.values());
    }

    private static CodeBlock expression(GuardedMethod method, String self) {
        List<Segment> segments = method.key().segments();
        if (segments.isEmpty()) {
            return CodeBlock.of("$S", "");
        }
        if (segments.size() == 1 && segments.get(0) instanceof Part part && part.form() == Form.CONCATENATED) {
            return CodeBlock.of("$L", "String.valueOf(" + part(part, method.constant(), self) + ")");
        }
        CodeBlock.Builder sum = CodeBlock.builder();
        String plus = "";
        for (Segment segment : segments) {
            if (segment instanceof Literal literal) {
                sum.add("$L$S", plus, literal.text());
            } else {
                sum.add("$L", plus + part((Part) segment, method.constant(), self));
            }
            plus = " + ";
        }
        return sum.build();
    }

    private static String part(Part part, String constant, String self) {
        String value = part.root().equals("this") ? self : part.root();
        boolean first = true;
        for (Step step : part.steps()) {
            boolean isThis = first && part.root().equals("this");
            String checked = isThis ? value : constant + ".at(\"" + step.owner() + "\", " + value + ")";
            value = checked + "." + step.accessor();
            first = false;
        }
        return switch (part.form()) {
            case CONCATENATED -> value;
            case BARE -> constant + ".text(\"" + part.path() + "\", " + value + ")";
            case ESCAPED ->
                constant + ".escaped(\"" + part.path() + "\", " + value + ", " + codePoint(part.next()) + ")";
        };
    }

    private static String codePoint(int point) {
        boolean plain = point > ' ' && point <= '~' && point != '\'' && point != '\\';
        return plain || point == ' ' ? "'" + (char) point + "'" : String.format("0x%X", point);
    }
}
