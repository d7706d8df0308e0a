package io.github.once4j.processor.check.key;

import io.github.once4j.processor.check.key.Properties.Property;
import io.github.once4j.processor.check.key.Properties.Refusal;
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
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The walk along the names of a placeholder: what it finds is both checked and emitted. Codes 201 to 203, 205 and 510.
 */
final class PathCheck {
    private static final String LOMBOK =
            "The type has annotations of Lombok, which has not written its getters: add Lombok to the annotation processor path.";

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
     * Where a path ends.
     *
     * @param steps its properties, each with what stands before it
     * @param type the type of the last one
     */
    record Path(List<Step> steps, TypeMirror type) {}

    /** Empty if a name is wrong, which is then among the problems. */
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
                                "The lease `" + name.value() + "` cannot be part of the key that it is for.",
                                "leave {" + name.value() + "} out of the key.")
                        : unknown(name));
        return null;
    }

    private Problem unknown(Name name) {
        List<String> names = key.names();
        String method = DisplayName.of(key.use().method());
        boolean unnamed = !names.isEmpty() && names.stream().allMatch(each -> each.matches("arg\\d+"));
        if (unnamed && key.use().isInherited()) {
            return key.at(
                    name,
                    Code.NO_PARAMETER_NAMES,
                    "The class file of " + Signature.owner(key.use().method())
                            + " does not hold the parameter names of `" + method + "`, so that `" + name.value()
                            + "` cannot be found.",
                    "compile that class with -parameters (or -g), or override the method here with its own @Once.");
        }
        var nearest = Suggestion.nearest(name.value(), Set.copyOf(names));
        String fix;
        if (nearest.isPresent()) {
            fix = "write {" + nearest.get() + "}.";
        } else if (names.isEmpty()) {
            fix = "add the parameter, or leave {" + name.value() + "} out; {this.…} names a property of the object.";
        } else {
            fix = "write {" + names.get(0) + "}" + (names.size() > 1 ? " or another parameter" : "")
                    + ", or double the braces for the text {{" + name.value() + "}}.";
        }
        String exist = names.isEmpty() ? "There are no parameters." : "Parameters: " + String.join(", ", names) + ".";
        return key.at(name, Code.UNKNOWN_NAME, "No parameter `" + name.value() + "` in `" + method + "`.", fix)
                .hint(exist + didYouMean(nearest));
    }

    private Optional<Property> property(TypeMirror owner, String path, Name name) {
        if (owner.getKind() == TypeKind.ERROR) {
            return Optional.empty(); // the compiler says itself that it does not know the type
        }
        Optional<TypeElement> hidden = properties.hidden(owner);
        if (hidden.isPresent()) {
            problems.add(hiddenStep(hidden.get(), path, name));
            return Optional.empty();
        }
        Optional<Property> found = properties.find(owner, name.value());
        Optional<Refusal> refusal = found.isPresent() ? Optional.empty() : properties.refusal(owner, name.value());
        if (refusal.isPresent()) {
            Problem problem = refused(owner, path, name, refusal.get());
            problems.add(parts.mayGrow(owner) ? problem.thatMayResolve() : problem);
        } else if (found.isEmpty()) {
            Set<String> names = properties.all(owner).keySet();
            var nearest = Suggestion.nearest(name.value(), names);
            String fix = nearest.map(near -> "write {" + path + "." + near + "}.")
                    .or(() -> parts.isFit(owner) ? Optional.of("write {" + path + "}.") : Optional.empty())
                    .or(() -> parts.usableProperty(owner).map(near -> "write {" + path + "." + near + "}."))
                    .orElse(
                            "take a record component, getX(), isX(), x() or a visible field that throws nothing checked.");
            String exist = names.isEmpty() ? "It has no properties." : "Properties: " + String.join(", ", names) + ".";
            Problem problem = key.at(
                            name,
                            Code.UNKNOWN_PROPERTY,
                            "No property `" + name.value() + "` on " + DisplayName.of(owner) + " (the type of `" + path
                                    + "`).",
                            fix)
                    .hint(exist + didYouMean(nearest));
            Problem withLombok = parts.awaitsLombok(owner) ? problem.hint(LOMBOK) : problem;
            problems.add(parts.mayGrow(owner) ? withLombok.thatMayResolve() : withLombok);
        }
        return found;
    }

    /** A type of another package that nobody outside can name: its members cannot be called, whatever they are. */
    private Problem hiddenStep(TypeElement type, String path, Name name) {
        String kind = Visibility.isPrivate(type) ? "private" : "package-private in another package";
        return key.at(
                name,
                Code.HIDDEN_STEP,
                "`" + path + "` is of type " + type.getSimpleName() + ", which is " + kind
                        + ": the guarded class cannot read a property of it.",
                "make " + type.getSimpleName() + " public, or read `" + name.value()
                        + "` by a public method of the type that has `" + path.substring(path.lastIndexOf('.') + 1)
                        + "`.");
    }

    private Problem refused(TypeMirror owner, String path, Name name, Refusal refusal) {
        String member = refusal.member() instanceof ExecutableElement method
                ? "method `" + DisplayName.of(method) + "`"
                : "field `" + refusal.member().getSimpleName() + "`";
        Problem problem = key.at(
                name,
                Code.UNKNOWN_PROPERTY,
                "No property `" + name.value() + "` on " + DisplayName.of(owner) + " (the type of `" + path + "`): the "
                        + member + " " + refusal.why() + ".",
                refusal.fix());
        return parts.awaitsLombok(owner) ? problem.hint(LOMBOK) : problem;
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
                "`" + path + "` may be null, and a null has no place in a key.",
                "take a part that is never null, or drop @Nullable and refuse null before the call."));
        return true;
    }
}
