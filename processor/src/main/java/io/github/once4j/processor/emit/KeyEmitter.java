package io.github.once4j.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.WildcardTypeName;
import io.github.once4j.processor.emit.annotation.Literals;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Key.Segment;
import io.github.once4j.processor.model.Key.Step;
import io.github.once4j.processor.model.Texts.Form;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The key methods of {@code Once$}. */
final class KeyEmitter {
    private final TypeParts type;

    KeyEmitter(TypeParts type) {
        this.type = type;
    }

    MethodSpec emit(MethodParts parts) {
        GuardedMethod method = parts.method();
        MethodSpec.Builder emitted = MethodSpec.methodBuilder(method.keyMethod())
                .addModifiers(Modifier.STATIC)
                .returns(Names.STRING)
                .addTypeVariables(parts.keyVariables());
        String selfName = method.signature().free("self");
        if (method.keyNeedsThis()) {
            emitted.addParameter(self(), selfName);
        }
        return emitted.addParameters(parts.specs(method.keyParameters()))
                .addStatement("return $L", text(method, selfName))
                .build();
    }

    /** The generated class, whose properties are those of {@code this}. */
    private TypeName self() {
        TypeName[] wildcards = type.type().element().getTypeParameters().stream()
                .map(each -> WildcardTypeName.subtypeOf(Object.class))
                .toArray(TypeName[]::new);
        return wildcards.length == 0 ? type.generated() : ParameterizedTypeName.get(type.generated(), wildcards);
    }

    private CodeBlock text(GuardedMethod method, String selfName) {
        List<Segment> segments = method.key().segments();
        List<CodeBlock> texts = new ArrayList<>();
        boolean hasString = segments.stream()
                .anyMatch(segment -> !(segment instanceof Part part) || part.form() != Form.Plain.CONCATENATED);
        if (!hasString) {
            texts.add(CodeBlock.of("$S", ""));
        }
        for (Segment segment : segments) {
            texts.add(
                    segment instanceof Literal literal
                            ? Literals.string(literal.text())
                            : text(method.constant(), (Part) segment, selfName));
        }
        return CodeBlock.join(texts, " + ");
    }

    private CodeBlock text(String constant, Part part, String selfName) {
        CodeBlock value = value(constant, part, selfName);
        if (part.form() instanceof Form.Escaped form) {
            return CodeBlock.of("$N.escaped($S, $L, $L)", constant, part.path(), value, codePoint(form.delimiter()));
        }
        return part.form() == Form.Plain.CONCATENATED
                ? value
                : CodeBlock.of("$N.text($S, $L)", constant, part.path(), value);
    }

    /** The value at the end of the path; each step but {@code this} is checked for null. */
    private CodeBlock value(String constant, Part part, String selfName) {
        boolean isThis = part.root().equals("this");
        CodeBlock value = CodeBlock.of("$N", isThis ? selfName : part.root());
        for (Step step : part.steps()) {
            CodeBlock owner = CodeBlock.of("$N.at($S, $L)", constant, step.owner(), value);
            if (isThis && step.equals(part.steps().get(0))) {
                // The generated class has a field `once` that would hide one of the guarded type.
                owner = step.accessor().equals("once") ? CodeBlock.of("(($T) $L)", type.name(), value) : value;
            }
            value = CodeBlock.of("$L.$L", owner, step.accessor());
        }
        return value;
    }

    private static String codePoint(int point) {
        boolean plain = point >= ' ' && point <= '~' && point != '\'' && point != '\\';
        return plain ? "'" + (char) point + "'" : String.format("0x%X", point);
    }
}
