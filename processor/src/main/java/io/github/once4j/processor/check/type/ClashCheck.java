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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/** Reports generated methods that clash with a member of the type or with each other. Codes 701 and 702. */
public final class ClashCheck {
    private static final List<String> PREFIXES = List.of("isLocked", "release", "holderOf");

    private final Language language;

    public ClashCheck(Language language) {
        this.language = language;
    }

    /** The methods without a clash. */
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
        private final Map<String, TypeElement> members;
        private final Map<String, GuardedMethod> generated = new HashMap<>();
        private final Set<String> suffixes;

        Names(Candidate candidate, List<GuardedMethod> methods) {
            this.candidate = candidate;
            this.members = members(candidate, methods);
            this.suffixes = methods.stream().map(GuardedMethod::suffix).collect(Collectors.toCollection(HashSet::new));
        }

        /** The owners of the members of the type that have the name of a generated method, by signature. */
        private Map<String, TypeElement> members(Candidate candidate, List<GuardedMethod> methods) {
            Set<String> names = methods.stream()
                    .flatMap(method -> Stream.concat(
                            PREFIXES.stream().map(prefix -> prefix + method.suffix()),
                            method.signature().lease().stream()
                                    .map(lease -> method.signature().name())))
                    .collect(Collectors.toSet());
            Map<String, TypeElement> found = new HashMap<>();
            candidate.methods().stream()
                    .filter(member -> names.contains(member.getSimpleName().toString()))
                    .forEach(member -> signatures(member, candidate.type())
                            .forEach(signature -> found.putIfAbsent(signature, Signature.owner(member))));
            return found;
        }

        /** As declared, which the class file has, and as a member of the type, which is what an override matches. */
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

        /** Reserves the names that are generated for a method. */
        void take(GuardedMethod method, Problems problems) {
            String key = erased(method.keyParameters());
            for (String prefix : PREFIXES) {
                // The three usually clash with the same methods: one message is enough.
                Problems first = problems.hasErrors() ? new Problems() : problems;
                take(prefix + method.suffix() + key, method, () -> rename(method), first);
            }
            Signature signature = method.signature();
            if (signature.lease().isPresent()) {
                take(
                        signature.name() + erased(signature.withoutLease()),
                        method,
                        () -> "rename one of them: the guarded class has an overload of `" + signature.name()
                                + "` without the lease.",
                        problems);
            }
            if (problems.hasErrors()) {
                suffixes.add(unused(method.suffix()));
            }
        }

        private String rename(GuardedMethod method) {
            return named(method) + " this @Once, or rename the other method.";
        }

        private void take(String shown, GuardedMethod method, Supplier<String> rename, Problems problems) {
            GuardedMethod before = generated.put(shown, method);
            TypeElement owner = members.remove(shown);
            ExecutableElement element = method.signature().element();
            if (before != null) {
                problems.error(
                        Code.CLASH_OF_OVERLOADS,
                        Spot.of(element, candidate.type()),
                        "The guarded class would have `" + shown + "` twice: for `"
                                + DisplayName.of(before.signature().element()) + "` and for `"
                                + DisplayName.of(element) + "`.",
                        named(method) + " the @Once of `" + DisplayName.of(element) + "`.");
            } else if (owner != null) {
                problems.error(
                        Code.CLASH_WITH_MEMBER,
                        Spot.of(element, candidate.type()),
                        "The guarded class would have a method `" + shown + "`, but " + owner.getSimpleName()
                                + " declares one.",
                        rename.get());
            }
        }

        private String named(GuardedMethod method) {
            String name = "name = \"" + unused(method.suffix()) + "\"";
            boolean isWritten = candidate.uses().stream()
                    .anyMatch(use -> use.method().equals(method.signature().element())
                            && use.written().containsKey("name"));
            return isWritten ? "write " + name + " in" : "add " + name + " to";
        }

        /** A suffix that no other method has, and that was not proposed for another. */
        private String unused(String suffix) {
            int number = 2;
            while (isUsed(suffix + number)) {
                number++;
            }
            return suffix + number;
        }

        private boolean isUsed(String suffix) {
            return suffixes.contains(suffix)
                    || candidate.methods().stream()
                            .map(member -> member.getSimpleName().toString())
                            .anyMatch(name -> PREFIXES.stream().anyMatch(prefix -> name.equals(prefix + suffix)));
        }
    }
}
