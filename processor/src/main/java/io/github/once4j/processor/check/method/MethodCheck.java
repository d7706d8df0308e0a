package io.github.once4j.processor.check.method;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.Visibility;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Spot;
import io.github.once4j.processor.problem.Spots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;

/** Whether a method can be guarded, and would be guarded right. Codes 5xx. */
public final class MethodCheck {
    private final Language language;
    private final DeferredWork workGoesOn;

    public MethodCheck(Language language) {
        this.language = language;
        this.workGoesOn = new DeferredWork(language);
    }

    public List<Problem> check(OnceUse use) {
        List<Problem> problems = new ArrayList<>();
        modifiers(use).ifPresent(problems::add);
        methodOfObject(use).ifPresent(problems::add);
        workThatGoesOn(use).ifPresent(problems::add);
        leases(use).ifPresent(problems::add);
        hiddenTypes(use).ifPresent(problems::add);
        name(use).ifPresent(problems::add);
        return problems;
    }

    private Optional<Problem> modifiers(OnceUse use) {
        Set<Modifier> modifiers = use.method().getModifiers();
        boolean packagePrivate = !modifiers.contains(Modifier.PUBLIC) && !modifiers.contains(Modifier.PROTECTED);
        if (modifiers.contains(Modifier.PRIVATE)) {
            return error(
                    use,
                    Code.PRIVATE_METHOD,
                    "The method `%s` is private: the guarded class cannot override it.",
                    "leave `private` out; package-private methods are guarded, self-calls included.");
        }
        if (modifiers.contains(Modifier.STATIC)) {
            return error(
                    use,
                    Code.STATIC_METHOD,
                    "The method `%s` is static: the guarded class cannot override it.",
                    "leave `static` out, or guard it by key: guard.tryRun(key, action).");
        }
        if (modifiers.contains(Modifier.FINAL)) {
            return error(
                    use,
                    Code.FINAL_METHOD,
                    "The method `%s` is final: the guarded class cannot override it.",
                    "leave `final` out.");
        }
        if (modifiers.contains(Modifier.ABSTRACT) && use.type().getKind().isClass()) {
            return error(
                    use,
                    Code.ABSTRACT_METHOD,
                    "The method `%s` is abstract: there is no body to guard.",
                    "put @Once on the method that implements it.");
        }
        if (packagePrivate
                && !language.elements()
                        .getPackageOf(use.method())
                        .equals(language.elements().getPackageOf(use.type()))) {
            return error(
                    use,
                    Code.FOREIGN_PACKAGE_PRIVATE,
                    "The inherited method `%s` is package-private in another package: the guarded class cannot override it.",
                    "make it protected.");
        }
        return Optional.empty();
    }

    private Optional<Problem> methodOfObject(OnceUse use) {
        return language.isOfObject(use.method())
                ? error(
                        use,
                        Code.METHOD_OF_OBJECT,
                        "The method `%s` is one of Object's, which anybody may call at any time.",
                        "guard the method that does the work.")
                : Optional.empty();
    }

    private Optional<Problem> workThatGoesOn(OnceUse use) {
        TypeMirror result = use.signature().getReturnType();
        return workGoesOn.in(result).flatMap(found -> {
            String work =
                    found.isInside() ? "and the `" + DisplayName.of(found.type()) + "` in it is one whose" : "whose";
            return error(
                    use,
                    Code.WORK_GOES_ON,
                    "The method `%s` returns `" + DisplayName.of(result) + "`, " + work
                            + " work goes on after the key is free.",
                    found.instead());
        });
    }

    private Optional<Problem> leases(OnceUse use) {
        long leases = use.signature().getParameterTypes().stream()
                .filter(language::isLease)
                .count();
        return leases < 2
                ? Optional.empty()
                : error(
                        use,
                        Code.TWO_LEASES,
                        "The method `%s` has " + leases + " parameters of type Lease.",
                        "leave one: there is one lease.");
    }

    private Optional<Problem> hiddenTypes(OnceUse use) {
        return hiddenTypes(use.method(), use.signature(), use.type(), Spots.of(use));
    }

    /** A type that the guarded class of an interface, which has all of its methods, cannot name. */
    public Optional<Problem> hiddenAmongOthers(Candidate candidate) {
        TypeElement type = candidate.type();
        if (!type.getKind().isInterface()) {
            return Optional.empty();
        }
        return candidate
                .callable()
                .filter(method ->
                        candidate.uses().stream().noneMatch(use -> use.method().equals(method)))
                .map(method -> hiddenTypes(
                        method,
                        (ExecutableType) language.types().asMemberOf((DeclaredType) type.asType(), method),
                        type,
                        Spot.of(Signature.owner(method).equals(type) ? method : type)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Problem> hiddenTypes(ExecutableElement method, ExecutableType as, TypeElement type, Spot spot) {
        return language.visibility()
                .hidden(method, as, language.elements().getPackageOf(type))
                .map(hidden -> Problem.error(
                        Code.HIDDEN_TYPE,
                        spot,
                        "The method `" + DisplayName.of(method) + "` names the type `" + hidden.getSimpleName()
                                + "`, which the guarded class cannot name: it is "
                                + (Visibility.isPrivate(hidden) ? "private." : "package-private in another package."),
                        Visibility.isPrivate(hidden)
                                ? "leave `private` out of " + hidden.getSimpleName() + "."
                                : "make " + hidden.getSimpleName() + " public."));
    }

    private Optional<Problem> name(OnceUse use) {
        Optional<String> name = use.text("name");
        boolean bad = name.isPresent() && !name.get().matches("\\p{javaJavaIdentifierPart}+");
        return bad
                ? Optional.of(Problem.error(
                        Code.BAD_NAME,
                        Spots.of(use, "name"),
                        "`" + name.get() + "` cannot be part of a method's name.",
                        "write letters and digits: isLocked" + "… is followed by it."))
                : Optional.empty();
    }

    private static Optional<Problem> error(OnceUse use, Code code, String fact, String fix) {
        return Optional.of(Problem.error(code, Spots.of(use), fact.replace("%s", DisplayName.of(use.method())), fix));
    }
}
