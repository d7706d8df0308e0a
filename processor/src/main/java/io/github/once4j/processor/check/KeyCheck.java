package io.github.once4j.processor.check;

import io.github.once4j.processor.check.Properties.Property;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.Key.Literal;
import io.github.once4j.processor.model.Key.Part;
import io.github.once4j.processor.model.Key.Segment;
import io.github.once4j.processor.model.Key.Step;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.template.Template;
import io.github.once4j.processor.template.Template.Mistake;
import io.github.once4j.processor.template.Template.Name;
import io.github.once4j.processor.template.Template.Node;
import io.github.once4j.processor.template.Template.Placeholder;
import io.github.once4j.processor.template.Template.Text;
import io.github.once4j.processor.template.TemplateParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A key template against the parameters of its method: one walk along each path gives both the check and the code that is
 * emitted. Codes 1xx and 2xx.
 */
public final class KeyCheck {
    private final Language language;
    private final PartTypes parts;

    public KeyCheck(Language language) {
        this.language = language;
        this.parts = new PartTypes(language);
    }

    public Checked<Key> check(OnceUse use) {
        return new Run(use).check();
    }

    /** A key of the same parameters for a template that is wrong: for the shape of the class, never run. */
    Key shape(OnceUse use) {
        Template template = TemplateParser.parse(use.text("key").orElse(""));
        List<Segment> segments = new ArrayList<>();
        for (VariableElement parameter : use.method().getParameters()) {
            String name = parameter.getSimpleName().toString();
            boolean named = template.nodes().stream()
                    .anyMatch(node -> node instanceof Placeholder placeholder
                            && placeholder.names().get(0).value().equals(name));
            if (named) {
                segments.add(new Part(name, name, List.of(), Key.Form.BARE, -1));
            }
        }
        return new Key(template.text(), segments);
    }

    /** The check of one template. */
    private final class Run {
        private final OnceUse use;
        private final Template template;
        private final Properties properties;
        private final List<Problem> problems = new ArrayList<>();
        private final Map<String, TypeMirror> roots = new LinkedHashMap<>();
        private final Map<String, Element> declarations = new LinkedHashMap<>();
        private final List<String> leases = new ArrayList<>();

        Run(OnceUse use) {
            this.use = use;
            this.template = TemplateParser.parse(use.text("key").orElse(""));
            this.properties = new Properties(language, use.type());
            List<? extends VariableElement> parameters = use.method().getParameters();
            for (int i = 0; i < parameters.size(); i++) {
                String name = parameters.get(i).getSimpleName().toString();
                TypeMirror type = use.signature().getParameterTypes().get(i);
                if (language.name(type).equals("io.github.once4j.runtime.Lease")) {
                    leases.add(name);
                } else {
                    roots.put(name, type);
                    declarations.put(name, parameters.get(i));
                }
            }
        }

        Checked<Key> check() {
            template.mistakes().forEach(mistake -> problems.add(problem(mistake)));
            if (template.text().isEmpty()) {
                problems.add(at(
                        0,
                        0,
                        Code.EMPTY_KEY,
                        "The key is empty: it would be one lock for everything.",
                        "write what must not overlap, like \"" + use.method().getSimpleName() + "\""
                                + (roots.isEmpty()
                                        ? "."
                                        : " or \"" + use.method().getSimpleName() + "-{"
                                                + roots.keySet().iterator().next() + "}\".")));
            }
            List<Segment> segments = new ArrayList<>();
            List<Node> nodes = template.nodes();
            for (int i = 0; i < nodes.size(); i++) {
                if (nodes.get(i) instanceof Text text) {
                    segments.add(new Literal(text.value()));
                } else {
                    part((Placeholder) nodes.get(i), i, segments);
                }
            }
            boolean sound = problems.stream().noneMatch(Problem::isError);
            return new Checked<>(sound ? new Key(template.text(), segments) : null, problems);
        }

        private void part(Placeholder placeholder, int index, List<Segment> segments) {
            List<Name> names = placeholder.names();
            Name first = names.get(0);
            TypeMirror type = root(first);
            if (type == null) {
                return;
            }
            List<Step> steps = new ArrayList<>();
            StringBuilder path = new StringBuilder(first.value());
            Element declaration = declarations.getOrDefault(first.value(), use.type());
            if (refusesNull(declaration, type, path.toString(), first)) {
                return;
            }
            for (Name name : names.subList(1, names.size())) {
                Optional<Property> property = property(type, path.toString(), name);
                if (property.isEmpty()) {
                    return;
                }
                steps.add(new Step(path.toString(), property.get().accessor()));
                path.append('.').append(name.value());
                type = property.get().type();
                if (refusesNull(property.get().element(), type, path.toString(), name)) {
                    return;
                }
            }
            if (isStable(placeholder, type)) {
                int next = next(placeholder, index);
                segments.add(new Part(placeholder.path(), first.value(), steps, parts.form(type, next), next));
            }
        }

        private @org.jspecify.annotations.Nullable TypeMirror root(Name name) {
            if (name.value().equals("this")) {
                return use.type().asType();
            }
            TypeMirror type = roots.get(name.value());
            if (type != null) {
                return type;
            }
            if (leases.contains(name.value())) {
                problems.add(at(
                        name,
                        Code.LEASE_IN_KEY,
                        "The lease `" + name.value() + "` cannot be part of the key that it is for.",
                        "leave {" + name.value() + "} out of the key."));
                return null;
            }
            problems.add(unknown(name));
            return null;
        }

        private Problem unknown(Name name) {
            String method = Signatures.of(use.method());
            boolean unnamed = !roots.isEmpty() && roots.keySet().stream().allMatch(each -> each.matches("arg\\d+"));
            if (unnamed && use.isInherited()) {
                return at(
                        name,
                        Code.NO_PARAMETER_NAMES,
                        "The class file of " + Signature.owner(use.method())
                                + " does not hold the parameter names of " + method + ", so that `" + name.value()
                                + "` cannot be found.",
                        "compile that class with -parameters (or -g), or override the method here with its own @Once.");
            }
            var nearest = Suggestion.nearest(name.value(), roots.keySet());
            Problem problem = at(
                    name,
                    Code.UNKNOWN_NAME,
                    "No parameter `" + name.value() + "` in " + method + ".",
                    nearest.map(near -> "write {" + near + "}.")
                            .orElse(
                                    roots.isEmpty()
                                            ? "add the parameter, or leave {" + name.value()
                                                    + "} out; {this.…} names a property of the object."
                                            : "write {"
                                                    + roots.keySet().iterator().next()
                                                    + "}, or double the braces for a literal {{" + name.value()
                                                    + "}}."));
            String exist = roots.isEmpty()
                    ? "There are no parameters."
                    : "Parameters: " + String.join(", ", roots.keySet()) + ".";
            return problem.hint(
                    exist + nearest.map(near -> " Did you mean " + near + "?").orElse(""));
        }

        private Optional<Property> property(TypeMirror owner, String path, Name name) {
            if (owner.getKind() == TypeKind.ERROR) {
                return Optional.empty(); // the compiler says itself that it does not know the type
            }
            Optional<Property> found = properties.find(owner, name.value());
            if (found.isEmpty()) {
                var names = properties.all(owner).keySet();
                var nearest = Suggestion.nearest(name.value(), names);
                Problem problem = at(
                        name,
                        Code.UNKNOWN_PROPERTY,
                        "No property `" + name.value() + "` on " + Signatures.of(owner) + " (the type of `" + path
                                + "`).",
                        nearest.map(near -> "write {" + path + "." + near + "}.")
                                .orElse(
                                        "take a record component, getX(), isX(), x() or a visible field that throws nothing checked."));
                String exist =
                        names.isEmpty() ? "It has no properties." : "Properties: " + String.join(", ", names) + ".";
                problems.add(problem.hint(exist
                                + nearest.map(near -> " Did you mean " + near + "?")
                                        .orElse(""))
                        .thatMayResolve());
            }
            return found;
        }

        private boolean refusesNull(Element declaration, TypeMirror type, String path, Name name) {
            if (!Nullness.isNullMarked(use.method()) || !Nullness.isNullable(declaration, type)) {
                return false;
            }
            problems.add(at(
                    name,
                    Code.NULLABLE_PART,
                    "`" + path + "` may be null, and a null has no place in a key.",
                    "take a part that is never null, or drop @Nullable and refuse null before the call."));
            return true;
        }

        private boolean isStable(Placeholder placeholder, TypeMirror type) {
            Optional<String> refusal = parts.refusal(type);
            if (refusal.isEmpty()) {
                return true;
            }
            Optional<String> property = usableProperty(type);
            String fact = "`" + placeholder.path() + "` is of type " + Signatures.of(type)
                    + ", whose text is not fit for a key: " + refusal.get() + ".";
            problems.add(at(
                    placeholder.start() + 1,
                    placeholder.end() - 1,
                    Code.UNSTABLE_PART,
                    fact,
                    property.map(name -> "use {" + placeholder.path() + "." + name + "}.")
                            .orElse("pass the part as a string, an integer, an enum, a UUID or a java.time value.")));
            return false;
        }

        /** The property that names the thing, if there is one: id before all others. */
        private Optional<String> usableProperty(TypeMirror type) {
            Map<String, Property> all = properties.all(type);
            return Stream.concat(
                            Stream.of("id", "key", "uuid", "code", "name").filter(all::containsKey),
                            all.keySet().stream())
                    .filter(name -> {
                        Property property = Objects.requireNonNull(all.get(name));
                        return parts.refusal(property.type()).isEmpty() && !language.isInJava(property.element());
                    })
                    .findFirst();
        }

        /** The first code point behind a placeholder that another one follows; -1 for the last. */
        private int next(Placeholder placeholder, int index) {
            List<Node> nodes = template.nodes();
            boolean last = nodes.subList(index + 1, nodes.size()).stream().noneMatch(Placeholder.class::isInstance);
            if (last) {
                return -1;
            }
            if (!(nodes.get(index + 1) instanceof Text text)) {
                problems.add(at(
                        placeholder.end() - 1,
                        placeholder.end() + 1,
                        Code.NOTHING_BETWEEN,
                        "Nothing stands between {" + placeholder.path()
                                + "} and the next placeholder: where one ends cannot be seen in the key.",
                        "write a literal between them, like {" + placeholder.path() + "}-{…}."));
                return -1;
            }
            int next = text.value().codePointAt(0);
            if (next == '%') {
                problems.add(at(
                        text.start(),
                        text.start() + 1,
                        Code.PERCENT_BETWEEN,
                        "The text behind {" + placeholder.path()
                                + "} begins with `%`, which is what parts are escaped with.",
                        "begin it with another character, like `-`."));
            }
            return next;
        }

        private Problem problem(Mistake mistake) {
            String rest = mistake.found();
            return switch (mistake.kind()) {
                case UNCLOSED ->
                    at(
                            mistake,
                            Code.UNCLOSED_BRACE,
                            "`{` is not closed.",
                            "write } behind the name, or {{ for a brace.");
                case UNOPENED ->
                    at(
                            mistake,
                            Code.UNOPENED_BRACE,
                            "`}` closes nothing.",
                            "write { before the name, or }} for a brace.");
                case EMPTY_NAME ->
                    at(
                            mistake,
                            Code.EMPTY_PLACEHOLDER,
                            "A name is missing here.",
                            "write a parameter's name"
                                    + roots.keySet().stream()
                                            .findFirst()
                                            .map(name -> ", like {" + name + "}")
                                            .orElse("")
                                    + ", or {{}} for braces.");
                case NOT_A_NAME -> notAName(mistake, rest);
                case FOREIGN ->
                    at(
                            mistake,
                            Code.FOREIGN_PLACEHOLDER,
                            "`" + rest + "` is not written in this language of templates.",
                            "leave `" + rest.charAt(0) + "` out: " + rest.substring(1) + ".");
            };
        }

        private Problem notAName(Mistake mistake, String found) {
            String stripped = found.strip();
            String fix = "write a parameter's name, and properties behind dots: {order.id}.";
            if (!stripped.equals(found) && javax.lang.model.SourceVersion.isIdentifier(stripped)) {
                fix = "leave the blanks out: {" + stripped + "}.";
            } else if (found.matches("\\d+")
                    && Integer.parseInt(found.substring(0, Math.min(6, found.length()))) < roots.size()) {
                fix = "name the parameter: {" + List.copyOf(roots.keySet()).get(Integer.parseInt(found)) + "}.";
            } else if (found.indexOf(':') > 0 || found.indexOf('!') > 0) {
                fix = "leave the format out: {" + found.split("[:!]", 2)[0] + "}.";
            } else if (found.endsWith("()")) {
                fix = "leave the parentheses out: " + found.substring(0, found.length() - 2) + ".";
            }
            return at(mistake, Code.NOT_A_NAME, "`" + found + "` is not a name.", fix);
        }

        private Problem at(Mistake mistake, Code code, String fact, String fix) {
            return at(mistake.start(), mistake.end(), code, fact, fix);
        }

        private Problem at(Name name, Code code, String fact, String fix) {
            return at(name.start(), name.end(), code, fact, fix);
        }

        private Problem at(int start, int end, Code code, String fact, String fix) {
            return Problem.error(code, Spots.of(use, "key"), fact, fix).in(template.text(), start, end);
        }
    }
}
