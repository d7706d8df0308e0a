package io.github.once4j.processor.check.key;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Spot;
import io.github.once4j.processor.template.Template;
import io.github.once4j.processor.template.Template.Name;
import io.github.once4j.processor.template.TemplateParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/**
 * A key template with the parameters that it can name.
 *
 * @param use the annotation
 * @param template its key, parsed
 * @param parameters the parameters that can be part of a key, by name, in their declared order
 * @param leases the names of the parameters of type {@code Lease}
 */
record KeyUse(OnceUse use, Template template, Map<String, Parameter> parameters, List<String> leases) {

    /** A parameter, with its type as a member of the guarded type. */
    record Parameter(VariableElement element, TypeMirror type) {}

    static KeyUse of(Language language, OnceUse use) {
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        List<String> leases = new ArrayList<>();
        List<? extends VariableElement> elements = use.method().getParameters();
        for (int i = 0; i < elements.size(); i++) {
            String name = Signature.name(elements.get(i));
            TypeMirror type = use.signature().getParameterTypes().get(i);
            if (language.isLease(type)) {
                leases.add(name);
            } else {
                parameters.put(name, new Parameter(elements.get(i), type));
            }
        }
        return new KeyUse(use, TemplateParser.parse(use.text("key").orElse("")), parameters, leases);
    }

    List<String> names() {
        return List.copyOf(parameters.keySet());
    }

    /** The first parameter that can be part of a key; {@code otherwise} if there is none. */
    String anyName(String otherwise) {
        return parameters.keySet().stream().findFirst().orElse(otherwise);
    }

    Problem at(Name name, Code code, String fact, String fix) {
        return at(name.start(), name.end(), code, fact, fix);
    }

    Problem at(int start, int end, Code code, String fact, String fix) {
        return Problem.error(code, Spot.of(use, "key"), fact, fix).in(template.text(), start, end);
    }
}
