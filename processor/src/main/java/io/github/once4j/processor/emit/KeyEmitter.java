package io.github.once4j.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import io.github.once4j.processor.emit.type.Names;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Key.Segment;
import io.github.once4j.processor.model.Key.Step;
import io.github.once4j.processor.model.Texts.Form;
import java.util.List;
import javax.lang.model.element.Modifier;

/** The method of {@code Once$} that makes a key. */
final class KeyEmitter {
    private KeyEmitter() {}

    static MethodSpec emit(GuardedType type, Common common, TypeName self) {
        GuardedMethod method = common.method();
        MethodSpec.Builder emitted = MethodSpec.methodBuilder(method.keyMethod())
                .addModifiers(Modifier.STATIC)
                .returns(Names.STRING)
                .addTypeVariables(common.keyVariables());
        String selfName = method.signature().free("self");
        if (method.keyNeedsThis()) {
            emitted.addParameter(self, selfName);
        }
        return emitted.addParameters(common.specs(common.keyParameters()))
                .addCode(body(type, common, selfName))
                .build();
    }

    private static CodeBlock body(GuardedType type, Common common, String self) {
        List<Segment> segments = common.method().key().segments();
        if (segments.isEmpty()) {
            return Calls.literal("return \"\";\n");
        }
        boolean onlyPart =
                segments.size() == 1 && segments.get(0) instanceof Part part && part.form() == Form.Plain.CONCATENATED;
        CodeBlock.Builder code = CodeBlock.builder().add("$[");
        String text = onlyPart ? "return \"\" + " : "return ";
        String plus = "";
        for (Segment segment : segments) {
            if (segment instanceof Literal literal) {
                code.add("$L$S", text + plus, literal.text());
                text = "";
            } else {
                text += plus + part(type, (Part) segment, common.constant(), self);
            }
            plus = " + ";
        }
        return code.add("$L$]", text + ";\n").build();
    }

    private static String part(GuardedType type, Part part, String constant, String self) {
        String value = part.root().equals("this") ? self : part.root();
        boolean first = true;
        for (Step step : part.steps()) {
            boolean isThis = first && part.root().equals("this");
            if (isThis && step.accessor().equals("once")) {
                // The guarded class has a field of this name, too.
                value = "((" + type.element().getQualifiedName() + ") " + value + ")";
            }
            String checked = isThis ? value : constant + ".at(\"" + step.owner() + "\", " + value + ")";
            value = checked + "." + step.accessor();
            first = false;
        }
        if (part.form() instanceof Form.Escaped form) {
            return constant + ".escaped(\"" + part.path() + "\", " + value + ", " + codePoint(form.delimiter()) + ")";
        }
        return part.form() == Form.Plain.CONCATENATED
                ? value
                : constant + ".text(\"" + part.path() + "\", " + value + ")";
    }

    private static String codePoint(int point) {
        boolean plain = point > ' ' && point <= '~' && point != '\'' && point != '\\';
        return plain || point == ' ' ? "'" + (char) point + "'" : String.format("0x%X", point);
    }
}
