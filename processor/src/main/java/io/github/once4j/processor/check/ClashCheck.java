package io.github.once4j.processor.check;

import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
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
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;

/** Whether what is generated clashes with what there is, or with itself. Codes 7xx. */
final class ClashCheck {
    private static final List<String> PREFIXES = List.of("isLocked", "release", "holderOf");

    private final Language language;

    ClashCheck(Language language) {
        this.language = language;
    }

    /** What clashes, by the method that it would be generated for. */
    Map<GuardedMethod, List<Problem>> check(Candidate candidate, List<GuardedMethod> methods) {
        Map<String, String> taken = new HashMap<>();
        Set<String> generated = generated(methods);
        for (ExecutableElement member : candidate.methods()) {
            if (!generated.contains(member.getSimpleName().toString())) {
                continue;
            }
            taken.put(
                    erased(
                            member.getSimpleName().toString(),
                            member.getParameters().stream()
                                    .<TypeMirror>map(parameter -> parameter.asType())
                                    .toList()),
                    "");
        }
        Map<GuardedMethod, List<Problem>> clashing = new LinkedHashMap<>();
        for (GuardedMethod method : methods) {
            List<Problem> problems = new ArrayList<>();
            Spot spot = Signature.owner(method.signature().element()).equals(candidate.type())
                    ? Spot.of(method.signature().element())
                    : Spot.of(candidate.type());
            List<TypeMirror> key = types(method.keyParameters());
            // The three meet the same methods, mostly: one message says enough.
            PREFIXES.stream()
                    .map(prefix -> clash(taken, prefix + method.suffix(), key, method, spot))
                    .flatMap(Optional::stream)
                    .toList()
                    .stream()
                    .findFirst()
                    .ifPresent(problems::add);
            if (method.signature().lease().isPresent()) {
                clash(taken, method.signature().name(), types(method.signature().withoutLease()), method, spot)
                        .ifPresent(problems::add);
            }
            if (!problems.isEmpty()) {
                clashing.put(method, problems);
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
            Map<String, String> taken, String name, List<TypeMirror> parameters, GuardedMethod method, Spot spot) {
        String shown = erased(name, parameters);
        String own = Signatures.of(method.signature().element());
        String before = taken.put(shown, own);
        if (before == null) {
            return Optional.empty();
        }
        return Optional.of(
                before.isEmpty()
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
                                "The generated method `" + shown + "` would be written for `" + before
                                        + "` and again for `" + own + "`.",
                                "tell them apart: @Once(…, name = \"" + method.suffix() + "2\")."));
    }

    private static List<TypeMirror> types(List<Signature.Parameter> parameters) {
        return parameters.stream().map(Signature.Parameter::type).toList();
    }

    private String erased(String name, List<TypeMirror> parameters) {
        return name
                + parameters.stream()
                        .map(type -> Signatures.of(language.types().erasure(type)))
                        .collect(java.util.stream.Collectors.joining(", ", "(", ")"));
    }

    /** It has the very name of the guarded method, which {@code name} does not change. */
    private static boolean isOverloadWithoutLease(String name, GuardedMethod method) {
        return method.signature().element().getSimpleName().contentEquals(name);
    }
}
