package io.github.once4j.processor.check.type;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/** Whether a generated method clashes with a member of the type, or with another generated method. Codes 701 and 702. */
public final class ClashCheck {
    private static final List<String> PREFIXES = List.of("isLocked", "release", "holderOf");

    private final Language language;

    public ClashCheck(Language language) {
        this.language = language;
    }

    /** The methods for which nothing clashes. */
    public List<GuardedMethod> check(Candidate candidate, List<GuardedMethod> methods, Problems problems) {
        var names = new Names(candidate, methods);
        List<GuardedMethod> free = new ArrayList<>();
        for (GuardedMethod method : methods) {
            Problems ofMethod = problems.part();
            names.take(method, ofMethod);
            if (!ofMethod.hasErrors()) {
                free.add(method);
            }
        }
        return free;
    }

    private String erased(Stream<? extends TypeMirror> parameters) {
        return parameters
                .map(type -> DisplayName.of(language.types().erasure(type)))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private String erased(List<Signature.Parameter> parameters) {
        return erased(parameters.stream().map(Signature.Parameter::type));
    }

    /** The methods of the guarded class, as messages show them. */
    private final class Names {
        private final Candidate candidate;
        private final Set<String> members;
        private final Map<String, GuardedMethod> generated = new HashMap<>();
        private final Set<String> suffixes;

        Names(Candidate candidate, List<GuardedMethod> methods) {
            this.candidate = candidate;
            this.members = members(candidate, methods);
            this.suffixes = methods.stream().map(GuardedMethod::suffix).collect(Collectors.toCollection(HashSet::new));
        }

        /** The members of the type that have the name of a generated method. */
        private Set<String> members(Candidate candidate, List<GuardedMethod> methods) {
            Set<String> names = methods.stream()
                    .flatMap(method -> Stream.concat(
                            PREFIXES.stream().map(prefix -> prefix + method.suffix()),
                            method.signature().lease().stream()
                                    .map(lease -> method.signature().name())))
                    .collect(Collectors.toSet());
            return candidate.methods().stream()
                    .filter(member -> names.contains(member.getSimpleName().toString()))
                    .flatMap(member -> signatures(member, candidate.type()))
                    .collect(Collectors.toCollection(HashSet::new));
        }

        /** As it is declared, which is what the class file holds, and as a member of the type, which is what is overridden. */
        private Stream<String> signatures(ExecutableElement member, TypeElement type) {
            Stream<? extends TypeMirror> declared =
                    member.getParameters().stream().map(VariableElement::asType);
            Stream<String> signature = Stream.of(member.getSimpleName() + erased(declared));
            if (member.getModifiers().contains(Modifier.STATIC)) {
                return signature;
            }
            var as = (ExecutableType) language.types().asMemberOf((DeclaredType) type.asType(), member);
            return Stream.concat(
                    signature, Stream.of(member.getSimpleName() + erased(as.getParameterTypes().stream())));
        }

        /** Takes the names that are generated for a method. */
        void take(GuardedMethod method, Problems problems) {
            String other = unused(method.suffix());
            String key = erased(method.keyParameters());
            for (String prefix : PREFIXES) {
                // The three meet the same methods, mostly: one message says enough.
                Problems first = problems.hasErrors() ? new Problems() : problems;
                take(prefix + method.suffix() + key, method, rename(method), other, first);
            }
            Signature signature = method.signature();
            if (signature.lease().isPresent()) {
                take(
                        signature.name() + erased(signature.withoutLease()),
                        method,
                        "rename yours, or this one: the guarded class has this one's overload without the lease.",
                        other,
                        problems);
            }
            if (problems.hasErrors()) {
                suffixes.add(other);
            }
        }

        private static String rename(GuardedMethod method) {
            return "give this one another name: @Once(…, name = \"" + method.suffix() + "Once\"), or rename yours.";
        }

        private void take(String shown, GuardedMethod method, String rename, String other, Problems problems) {
            GuardedMethod before = generated.put(shown, method);
            boolean isMember = members.remove(shown);
            ExecutableElement element = method.signature().element();
            Spot spot = Spot.of(element, candidate.type());
            if (before != null) {
                problems.error(
                        Code.CLASH_OF_OVERLOADS,
                        spot,
                        "The generated method `" + shown + "` would be written for `"
                                + DisplayName.of(before.signature().element()) + "` and again for `"
                                + DisplayName.of(element) + "`.",
                        "tell them apart: @Once(…, name = \"" + other + "\").");
            } else if (isMember) {
                problems.error(
                        Code.CLASH_WITH_MEMBER,
                        spot,
                        "The generated method `" + shown + "` is there already: the type has one of its own.",
                        rename);
            }
        }

        /** A suffix that no other method has, nor was proposed for one. */
        private String unused(String suffix) {
            int number = 2;
            while (suffixes.contains(suffix + number)) {
                number++;
            }
            return suffix + number;
        }
    }
}
