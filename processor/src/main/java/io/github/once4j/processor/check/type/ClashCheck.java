package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Whether what is generated clashes with what there is, or with itself. Codes 7xx. */
public final class ClashCheck {
    private static final List<String> PREFIXES = List.of("isLocked", "release", "holderOf");

    private final Language language;

    public ClashCheck(Language language) {
        this.language = language;
    }

    /** Methods, as messages show them: the type's own, and those that are generated, each with the one that it is for. */
    private record Taken(Set<String> members, Map<String, GuardedMethod> generated) {}

    /** What clashes, by the method that it would be generated for. */
    public Map<GuardedMethod, List<Problem>> check(Candidate candidate, List<GuardedMethod> methods) {
        var taken = new Taken(new HashSet<>(), new HashMap<>());
        Set<String> generated = generated(methods);
        for (ExecutableElement member : candidate.methods()) {
            if (!generated.contains(member.getSimpleName().toString())) {
                continue;
            }
            taken.members.add(member.getSimpleName()
                    + erased(member.getParameters().stream().map(VariableElement::asType)));
        }
        Set<String> suffixes =
                methods.stream().map(GuardedMethod::suffix).collect(Collectors.toCollection(HashSet::new));
        Map<GuardedMethod, List<Problem>> clashing = new LinkedHashMap<>();
        for (GuardedMethod method : methods) {
            List<Problem> problems = new ArrayList<>();
            Spot spot = Signature.owner(method.signature().element()).equals(candidate.type())
                    ? Spot.of(method.signature().element())
                    : Spot.of(candidate.type());
            String key = erased(method.keyParameters());
            String other = free(method.suffix(), suffixes);
            // The three meet the same methods, mostly: one message says enough.
            PREFIXES.stream()
                    .map(prefix -> clash(taken, prefix + method.suffix(), key, method, other, spot))
                    .flatMap(Optional::stream)
                    .toList()
                    .stream()
                    .findFirst()
                    .ifPresent(problems::add);
            if (method.signature().lease().isPresent()) {
                clash(
                                taken,
                                method.signature().name(),
                                erased(method.signature().withoutLease()),
                                method,
                                other,
                                spot)
                        .ifPresent(problems::add);
            }
            if (!problems.isEmpty()) {
                clashing.put(method, problems);
                suffixes.add(other);
            }
        }
        return clashing;
    }

    private static Set<String> generated(List<GuardedMethod> methods) {
        Set<String> names = new HashSet<>();
        for (GuardedMethod method : methods) {
            PREFIXES.forEach(prefix -> names.add(prefix + method.suffix()));
            if (method.signature().lease().isPresent()) {
                names.add(method.signature().name());
            }
        }
        return names;
    }

    private Optional<Problem> clash(
            Taken taken, String name, String parameters, GuardedMethod method, String other, Spot spot) {
        String shown = name + parameters;
        GuardedMethod before = taken.generated.put(shown, method);
        boolean isMember = taken.members.remove(shown);
        if (before == null && !isMember) {
            return Optional.empty();
        }
        return Optional.of(
                before == null
                        ? Problem.error(
                                Code.CLASH_WITH_MEMBER,
                                spot,
                                "The generated method `" + shown + "` is there already: the type has one of its own.",
                                isOverloadWithoutLease(name, method)
                                        ? "rename yours, or this one: the guarded class has this one's overload without the lease."
                                        : "give this one another name: @Once(…, name = \"" + method.suffix()
                                                + "Once\"), or rename yours.")
                        : Problem.error(
                                Code.CLASH_OF_OVERLOADS,
                                spot,
                                "The generated method `" + shown + "` would be written for `"
                                        + DisplayName.of(before.signature().element()) + "` and again for `"
                                        + DisplayName.of(method.signature().element()) + "`.",
                                "tell them apart: @Once(…, name = \"" + other + "\")."));
    }

    /** One that no other method has, nor was proposed for one. */
    private static String free(String suffix, Set<String> suffixes) {
        int number = 2;
        while (suffixes.contains(suffix + number)) {
            number++;
        }
        return suffix + number;
    }

    private String erased(List<Signature.Parameter> parameters) {
        return erased(parameters.stream().map(Signature.Parameter::type));
    }

    private String erased(Stream<TypeMirror> parameters) {
        return parameters
                .map(type -> DisplayName.of(language.types().erasure(type)))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** It has the very name of the guarded method, which {@code name} does not change. */
    private static boolean isOverloadWithoutLease(String name, GuardedMethod method) {
        return method.signature().element().getSimpleName().contentEquals(name);
    }
}
