package io.github.once4j.processor.emit;

import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeVariableName;
import io.github.once4j.processor.emit.type.MemberTypes;
import io.github.once4j.processor.emit.type.TypeNames;
import io.github.once4j.processor.language.TypeWalk;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Signature.Parameter;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The type variables of a key method. */
final class KeyVariables {
    private static final Pattern WORD = Pattern.compile("\\p{javaJavaIdentifierPart}+");

    private KeyVariables() {}

    /**
     * A static method has none of the class's type variables: it declares again those that its parameters name, or their
     * bounds. A call says what they are: of a captured wildcard it is not always inferred.
     */
    static List<TypeVariableName> of(GuardedType type, MemberTypes types, List<Parameter> parameters) {
        if (parameters.stream().noneMatch(parameter -> TypeWalk.hasVariable(parameter.type()))) {
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
}
