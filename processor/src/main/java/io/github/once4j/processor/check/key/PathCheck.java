package io.github.once4j.processor.check.key;

import io.github.once4j.processor.check.key.Properties.Property;
import io.github.once4j.processor.language.Nullness;
import io.github.once4j.processor.model.Key.Step;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.template.Template.Name;
import io.github.once4j.processor.template.Template.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Resolves the names of a placeholder to a parameter and its properties. Codes 201 to 203, 205, 209 and 510. */
final class PathCheck {
    private final KeyUse key;
    private final Properties properties;
    private final PathProblems said;
    private final Problems problems;

    PathCheck(KeyUse key, Properties properties, PartCheck parts, Problems problems) {
        this.key = key;
        this.properties = properties;
        this.said = new PathProblems(key, properties, parts);
        this.problems = problems;
    }

    /**
     * A resolved path.
     *
     * @param steps its properties, each with the path before it
     * @param type the type of the last one
     */
    record Path(List<Step> steps, TypeMirror type) {}

    /** The path; empty if a name is wrong, which has then been reported. */
    Optional<Path> walk(Placeholder placeholder) {
        List<Name> names = placeholder.names();
        Name first = names.get(0);
        TypeMirror type = root(placeholder);
        if (type == null) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        StringBuilder path = new StringBuilder(first.value());
        var parameter = key.parameters().get(first.value());
        Element declaration = parameter == null ? key.use().type() : parameter.element();
        if (refusesNull(declaration, type, path.toString(), first)) {
            return Optional.empty();
        }
        for (int i = 1; i < names.size(); i++) {
            Name name = names.get(i);
            Optional<Property> property = property(type, path.toString(), names.subList(i, names.size()));
            if (property.isEmpty()) {
                return Optional.empty();
            }
            steps.add(new Step(path.toString(), property.get().accessor()));
            path.append('.').append(name.value());
            type = property.get().type();
            if (refusesNull(property.get().element(), type, path.toString(), name)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Path(steps, type));
    }

    private @Nullable TypeMirror root(Placeholder placeholder) {
        Name name = placeholder.names().get(0);
        if (name.value().equals("this")) {
            return key.use().type().asType();
        }
        var parameter = key.parameters().get(name.value());
        if (parameter != null) {
            return parameter.type();
        }
        problems.add(
                key.leases().contains(name.value())
                        ? key.at(
                                name,
                                Code.LEASE_IN_KEY,
                                "The lease `" + name.value() + "` cannot be part of the key that it is acquired for.",
                                "remove {" + name.value() + "} from the key.")
                        : said.unknownRoot(placeholder));
        return null;
    }

    /** The property of the first name. */
    private Optional<Property> property(TypeMirror owner, String path, List<Name> names) {
        if (owner.getKind() == TypeKind.ERROR) {
            return Optional.empty(); // the compiler reports the unknown type
        }
        Optional<Property> found = properties.find(owner, names.get(0).value());
        if (found.isPresent()) {
            return found;
        }
        problems.add(properties
                .hidden(owner)
                .map(hidden -> said.hiddenStep(hidden, path, names.get(0)))
                .orElseGet(() -> said.unknownProperty(owner, path, names)));
        return Optional.empty();
    }

    private boolean refusesNull(Element declaration, TypeMirror type, String path, Name name) {
        if (!Nullness.isNullable(declaration, type)
                || !Nullness.isNullMarked(key.use().method())) {
            return false;
        }
        problems.add(key.at(
                name,
                Code.NULLABLE_PART,
                "`" + path + "` may be null, and null cannot be part of a key.",
                "use a part that is never null, or remove @Nullable and check for null before the call."));
        return true;
    }
}
