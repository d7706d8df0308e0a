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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/** The method of {@code Once$} that makes a key. */
final class KeyEmitter {
    private static final Pattern WORD = Pattern.compile("\\p{javaJavaIdentifierPart}+");

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

    /**
     * A static method has none of the class's type variables: it declares again those that its parameters name, or their
     * bounds. A call says what they are: of a captured wildcard it is not always inferred.
     */
    static List<TypeVariableName> typeVariables(GuardedType type, MemberTypes types, List<Parameter> parameters) {
        if (parameters.stream().noneMatch(parameter -> TypeVariables.in(parameter.type()))) {
            return List.of();
        }
        Map<String, TypeVariableName> seen = new LinkedHashMap<>();
        type.element()
                .getTypeParameters()
                .forEach(each -> seen.put(each.getSimpleName().toString(), TypeNames.DECLARED.parameter(each)));
        types.typeParameters().forEach(each -> seen.put(each.name(), each));
        Set<String> named = new HashSet<>();
        parameters.forEach(parameter -> addNames(types.of(parameter), seen, named));
        return seen.values().stream()
                .filter(each -> named.contains(each.name()))
                .toList();
    }

    private static void addNames(TypeName type, Map<String, TypeVariableName> seen, Set<String> named) {
        WORD.matcher(type.toString()).results().map(MatchResult::group).forEach(word -> {
            TypeVariableName variable = seen.get(word);
            if (variable != null && named.add(word)) {
                variable.bounds().forEach(bound -> addNames(bound, seen, named));
            }
        });
    }

    private static CodeBlock body(GuardedType type, Common common, String self) {
        List<Segment> segments = common.method().key().segments();
        if (segments.isEmpty()) {
            return MethodEmitter.literal("return \"\";\n");
        }
        boolean onlyPart =
                segments.size() == 1 && segments.get(0) instanceof Part part && part.form() == Form.CONCATENATED;
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
