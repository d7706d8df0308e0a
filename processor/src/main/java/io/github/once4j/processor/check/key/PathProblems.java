package io.github.once4j.processor.check.key;

import io.github.once4j.processor.check.key.Properties.Property;
import io.github.once4j.processor.language.Visibility;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Suggestion;
import io.github.once4j.processor.template.Template.Name;
import io.github.once4j.processor.template.Template.Placeholder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The problems of the names of a placeholder: what is wrong, which names there are, and which one was probably meant. */
final class PathProblems {
    private static final String LOMBOK =
            "The type has Lombok annotations, but Lombok generated no getters: add Lombok to the annotation processor path.";

    private final KeyUse key;
    private final Properties properties;
    private final PartCheck parts;

    PathProblems(KeyUse key, Properties properties, PartCheck parts) {
        this.key = key;
        this.properties = properties;
        this.parts = parts;
    }

    /** The first name is no parameter. */
    Problem unknownRoot(Placeholder placeholder) {
        Name name = placeholder.names().get(0);
        List<Name> rest = placeholder.names().subList(1, placeholder.names().size());
        List<String> names = key.names();
        String method = DisplayName.of(key.use().method());
        boolean unnamed = !names.isEmpty() && names.stream().allMatch(each -> each.matches("arg\\d+"));
        if (unnamed && key.use().isInherited()) {
            return withoutNames(name);
        }
        var nearest = Suggestion.nearest(name.value(), Set.copyOf(names));
        Optional<String> meant = nearest.map(near -> usable(near, rest))
                .or(() -> withProperty(placeholder.names()))
                .or(() -> withProperty(rest));
        String fix;
        if (meant.isPresent()) {
            fix = "write {" + meant.get() + "}.";
        } else if (names.isEmpty()) {
            fix = "add the parameter, or remove {" + name.value() + "}; {this.…} names a property of the object.";
        } else {
            fix = "write {" + usable(names.get(0), List.of()) + "}" + (names.size() > 1 ? " or another parameter" : "")
                    + ", or double the braces for the text {{" + name.value() + "}}.";
        }
        String exist = names.isEmpty() ? "There are no parameters." : "Parameters: " + String.join(", ", names) + ".";
        return key.at(name, Code.UNKNOWN_NAME, "No parameter `" + name.value() + "` in `" + method + "`.", fix)
                .hint(exist + didYouMean(nearest));
    }

    /** A path of a parameter, or of {@code this}, that has a property of the first name. */
    private Optional<String> withProperty(List<Name> names) {
        return Stream.concat(key.names().stream(), Stream.of("this"))
                .filter(root -> !names.isEmpty()
                        && properties.find(type(root), names.get(0).value()).isPresent())
                .map(root -> usable(root, names))
                .findFirst();
    }

    private TypeMirror type(String root) {
        var parameter = key.parameters().get(root);
        return parameter == null ? key.use().type().asType() : parameter.type();
    }

    private String usable(String root, List<Name> names) {
        return usable(root, type(root), names).orElse(root);
    }

    /** A path and the names behind it as far as there are such properties; then one that can be a part, if it cannot. */
    private Optional<String> usable(String start, TypeMirror from, List<Name> names) {
        String path = start;
        TypeMirror type = from;
        for (Name name : names) {
            Optional<Property> property = properties.find(type, name.value());
            if (property.isEmpty() && type.getKind() != TypeKind.ERROR) {
                break;
            }
            path += "." + name.value();
            type = property.isPresent() ? property.get().type() : type;
        }
        String end = path;
        return parts.isFit(type)
                ? Optional.of(path)
                : parts.usableProperty(type).map(name -> end + "." + name);
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

    /** There is no property of the first name, or the guarded class cannot read it. */
    Problem unknownProperty(TypeMirror owner, String path, List<Name> names) {
        Name name = names.get(0);
        Problem problem = properties
                .unreadable(owner, name.value())
                .map(member -> key.at(
                        name,
                        Code.UNKNOWN_PROPERTY,
                        "The property `" + name.value() + "` of " + DisplayName.of(owner) + " (the type of `" + path
                                + "`) cannot be read: " + member.why() + ".",
                        member.fix()))
                .orElseGet(() -> noProperty(owner, path, names));
        Problem withLombok = parts.awaitsLombok(owner) ? problem.hint(LOMBOK) : problem;
        return parts.mayGrow(owner) ? withLombok.thatMayResolve() : withLombok;
    }

    private Problem noProperty(TypeMirror owner, String path, List<Name> wanted) {
        Name name = wanted.get(0);
        Map<String, Property> all = properties.all(owner);
        Set<String> names = Properties.names(all);
        var nearest = Suggestion.nearest(name.value(), all.keySet()).map(near -> Properties.shortest(near, all));
        Optional<String> meant = nearest.flatMap(near -> usable(
                path + "." + near, Objects.requireNonNull(all.get(near)).type(), wanted.subList(1, wanted.size())));
        String fix = meant.or(() -> path.equals("this") && key.names().contains(name.value())
                        ? Optional.of(usable(name.value(), List.of()))
                        : Optional.empty())
                .map(each -> "write {" + each + "}.")
                .or(() -> parts.isFit(owner) ? Optional.of("write {" + path + "}.") : Optional.empty())
                .or(() -> parts.usableProperty(owner).map(near -> "write {" + path + "." + near + "}."))
                .or(() -> parts.instead(owner))
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
                .hint(exist + didYouMean(meant.flatMap(each -> nearest)));
    }

    /** A type of another package that the guarded class cannot name: none of its members can be called there. */
    Problem hiddenStep(TypeElement type, String path, Name name) {
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

    private static String didYouMean(Optional<String> nearest) {
        return nearest.map(near -> " Did you mean " + near + "?").orElse("");
    }
}
