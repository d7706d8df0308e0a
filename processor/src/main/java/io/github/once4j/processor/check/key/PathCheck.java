package io.github.once4j.processor.check.key;

import io.github.once4j.processor.check.key.Properties.Property;
import io.github.once4j.processor.language.Nullness;
import io.github.once4j.processor.language.Visibility;
import io.github.once4j.processor.model.Key.Step;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Suggestion;
import io.github.once4j.processor.template.Template.Name;
import io.github.once4j.processor.template.Template.Placeholder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Resolves the names of a placeholder to a parameter and its properties. Codes 201 to 203, 205, 209 and 510. */
final class PathCheck {
    private static final String LOMBOK =
            "The type has Lombok annotations, but Lombok generated no getters: add Lombok to the annotation processor path.";

    private final KeyUse key;
    private final Properties properties;
    private final PartCheck parts;
    private final Problems problems;

    PathCheck(KeyUse key, Properties properties, PartCheck parts, Problems problems) {
        this.key = key;
        this.properties = properties;
        this.parts = parts;
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
        TypeMirror type = root(first);
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
        for (Name name : names.subList(1, names.size())) {
            Optional<Property> property = property(type, path.toString(), name);
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

    private @Nullable TypeMirror root(Name name) {
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
                        : unknown(name));
        return null;
    }

    private Problem unknown(Name name) {
        List<String> names = key.names();
        String method = DisplayName.of(key.use().method());
        boolean unnamed = !names.isEmpty() && names.stream().allMatch(each -> each.matches("arg\\d+"));
        if (unnamed && key.use().isInherited()) {
            return withoutNames(name);
        }
        var nearest = Suggestion.nearest(name.value(), Set.copyOf(names));
        String fix;
        if (nearest.isPresent()) {
            fix = "write {" + nearest.get() + "}.";
        } else if (names.isEmpty()) {
            fix = "add the parameter, or remove {" + name.value() + "}; {this.…} names a property of the object.";
        } else {
            fix = "write {" + names.get(0) + "}" + (names.size() > 1 ? " or another parameter" : "")
                    + ", or double the braces for the text {{" + name.value() + "}}.";
        }
        String exist = names.isEmpty() ? "There are no parameters." : "Parameters: " + String.join(", ", names) + ".";
        return key.at(name, Code.UNKNOWN_NAME, "No parameter `" + name.value() + "` in `" + method + "`.", fix)
                .hint(exist + didYouMean(nearest));
    }

    /** javac reads the names that -parameters writes, ecj those that -g writes, which are none for a method without a body. */
    private Problem withoutNames(Name name) {
        ExecutableElement method = key.use().method();
        TypeElement owner = Signature.owner(method);
        String options = method.getModifiers().contains(Modifier.ABSTRACT)
                ? " with -parameters (-g does not help an abstract method, and Eclipse never finds its names)"
                : " with -g -parameters (javac needs -parameters, Eclipse needs -g)";
        return key.at(
                name,
                Code.NO_PARAMETER_NAMES,
                "The parameter `" + name.value() + "` of `" + DisplayName.of(method) + "` cannot be found: " + owner
                        + " was compiled without parameter names.",
                "compile " + owner + options + ", or override the method here with its own @Once.");
    }

    private Optional<Property> property(TypeMirror owner, String path, Name name) {
        if (owner.getKind() == TypeKind.ERROR) {
            return Optional.empty(); // the compiler reports the unknown type
        }
        Optional<Property> found = properties.find(owner, name.value());
        if (found.isPresent()) {
            return found;
        }
        Optional<TypeElement> hidden = properties.hidden(owner);
        if (hidden.isPresent()) {
            problems.add(hiddenStep(hidden.get(), path, name));
        } else {
            Problem problem = properties
                    .unreadable(owner, name.value())
                    .map(member -> unreadable(owner, path, name, member))
                    .orElseGet(() -> unknownProperty(owner, path, name));
            Problem withLombok = parts.awaitsLombok(owner) ? problem.hint(LOMBOK) : problem;
            problems.add(parts.mayGrow(owner) ? withLombok.thatMayResolve() : withLombok);
        }
        return Optional.empty();
    }

    private Problem unknownProperty(TypeMirror owner, String path, Name name) {
        Set<String> names = properties.all(owner).keySet();
        var nearest = Suggestion.nearest(name.value(), names);
        String fix = nearest.map(near -> "write {" + path + "." + near + "}.")
                .or(() -> parts.isFit(owner) ? Optional.of("write {" + path + "}.") : Optional.empty())
                .or(() -> parts.usableProperty(owner).map(near -> "write {" + path + "." + near + "}."))
                .orElse(
                        "name a record component, a method getX(), isX() or x() without checked exceptions, or a visible"
                                + " field; or pass the value as a parameter of its own.");
        String exist = names.isEmpty() ? "It has no properties." : "Properties: " + String.join(", ", names) + ".";
        return key.at(
                        name,
                        Code.UNKNOWN_PROPERTY,
                        "No property `" + name.value() + "` on " + DisplayName.of(owner) + " (the type of `" + path
                                + "`).",
                        fix)
                .hint(exist + didYouMean(nearest));
    }

    /** A type of another package that the guarded class cannot name: none of its members can be called there. */
    private Problem hiddenStep(TypeElement type, String path, Name name) {
        String kind = Visibility.isPrivate(type) ? "private" : "package-private in another package";
        return key.at(
                name,
                Code.HIDDEN_STEP,
                "`" + path + "` is of type " + type.getSimpleName() + ", which is " + kind
                        + ": the guarded class cannot read its property `" + name.value() + "`.",
                "make " + type.getSimpleName() + " public, or return `" + name.value()
                        + "` from a public method of the type that declares `"
                        + path.substring(path.lastIndexOf('.') + 1) + "`.");
    }

    private Problem unreadable(TypeMirror owner, String path, Name name, Unreadable member) {
        return key.at(
                name,
                Code.UNKNOWN_PROPERTY,
                "The property `" + name.value() + "` of " + DisplayName.of(owner) + " (the type of `" + path
                        + "`) cannot be read: " + member.why() + ".",
                member.fix());
    }

    private static String didYouMean(Optional<String> nearest) {
        return nearest.map(near -> " Did you mean " + near + "?").orElse("");
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
