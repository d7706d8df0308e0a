package io.github.once4j.processor.check.method;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.Visibility;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Signature;
import io.github.once4j.processor.problem.Code;
import io.github.once4j.processor.problem.DisplayName;
import io.github.once4j.processor.problem.Problem;
import io.github.once4j.processor.problem.Problems;
import io.github.once4j.processor.problem.Spot;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Whether a method can be guarded, and would be guarded right. Codes 5xx. */
public final class MethodCheck {
    private final Language language;
    private final DeferredWork deferredWork;

    public MethodCheck(Language language) {
        this.language = language;
        this.deferredWork = new DeferredWork(language);
    }

    public void check(OnceUse use, Problems problems) {
        if (isWritable(use.method(), use.type(), problems)) {
            modifiers(use, problems);
        }
        suspends(use, problems);
        if (language.isOfObject(use.method())) {
            error(
                    use,
                    Code.METHOD_OF_OBJECT,
                    "The method `%s` is one of Object's, which anybody may call at any time.",
                    "guard the method that does the work.",
                    problems);
        }
        deferredWork(use, problems);
        endless(use, problems);
        leases(use, problems);
        hiddenTypes(use.method(), use.signature(), use.type(), Spot.of(use), problems);
        name(use, problems);
    }

    private void modifiers(OnceUse use, Problems problems) {
        Set<Modifier> modifiers = use.method().getModifiers();
        if (modifiers.contains(Modifier.PRIVATE)) {
            error(
                    use,
                    Code.PRIVATE_METHOD,
                    "The method `%s` is private: the guarded class cannot override it.",
                    "leave `private` out; package-private methods are guarded, self-calls included.",
                    problems);
        } else if (modifiers.contains(Modifier.STATIC)) {
            error(
                    use,
                    Code.STATIC_METHOD,
                    "The method `%s` is static: the guarded class cannot override it.",
                    "leave `static` out, or guard it by key: guard.tryRun(key, action).",
                    problems);
        } else if (modifiers.contains(Modifier.FINAL)) {
            error(
                    use,
                    Code.FINAL_METHOD,
                    "The method `%s` is final: the guarded class cannot override it.",
                    withoutFinal(use),
                    problems);
        } else if (modifiers.contains(Modifier.ABSTRACT) && use.type().getKind().isClass()) {
            error(
                    use,
                    Code.ABSTRACT_METHOD,
                    "The method `%s` is abstract: there is no body to guard.",
                    use.isInherited()
                            ? "implement it in " + use.type().getSimpleName() + ", with its own @Once."
                            : "put @Once on the method that implements it.",
                    problems);
        } else if (isForeignPackagePrivate(use)) {
            error(
                    use,
                    Code.FOREIGN_PACKAGE_PRIVATE,
                    "The inherited method `%s` is package-private in another package: the guarded class cannot override it.",
                    "make it protected.",
                    problems);
        }
    }

    /** In Kotlin a function is final unless it is open; one that @JvmOverloads adds cannot be opened. */
    private String withoutFinal(OnceUse use) {
        ExecutableElement method = use.method();
        String name = method.getSimpleName().toString();
        if (!language.isKotlin(method)) {
            return "leave `final` out.";
        }
        int parameters = method.getParameters().size();
        boolean isAdded = ElementFilter.methodsIn(Signature.owner(method).getEnclosedElements()).stream()
                .anyMatch(other -> other.getSimpleName().contentEquals(name)
                        && other.getParameters().size() > parameters
                        && !other.getModifiers().contains(Modifier.FINAL));
        return isAdded
                ? "leave @JvmOverloads out of `" + name
                        + "`, and write each overload as a function without @Once that calls it."
                : "write `open fun " + name + "`: a function of Kotlin is final unless it says otherwise.";
    }

    /** Kotlin's suspend functions return at their first wait, and go on with it when what they wait for is there. */
    private static void suspends(OnceUse use, Problems problems) {
        var parameters = use.method().getParameters();
        if (!parameters.isEmpty()
                && parameters.get(parameters.size() - 1).asType() instanceof DeclaredType last
                && ((TypeElement) last.asElement())
                        .getQualifiedName()
                        .contentEquals("kotlin.coroutines.Continuation")) {
            error(
                    use,
                    Code.WORK_GOES_ON,
                    "The method `%s` is a suspend function: its work goes on after it has returned, when the key is already free.",
                    "return a CompletableFuture that completes when the work has ended: fun "
                            + use.method().getSimpleName() + "(…) = scope.future { … }, of kotlinx-coroutines-jdk8.",
                    problems);
        }
    }

    private static boolean isWritable(ExecutableElement method, TypeElement type, Problems problems) {
        String name = method.getSimpleName().toString();
        boolean isWritable = SourceVersion.isName(name);
        if (!isWritable) {
            problems.error(
                    Code.UNWRITABLE_NAME,
                    Spot.of(method, type),
                    "The method `" + DisplayName.of(method)
                            + "` has a name that cannot be written in Java: the guarded class cannot override it.",
                    "rename `" + name + "`, or guard a type that does not have it.");
        }
        return isWritable;
    }

    private boolean isForeignPackagePrivate(OnceUse use) {
        Set<Modifier> modifiers = use.method().getModifiers();
        return !modifiers.contains(Modifier.PUBLIC)
                && !modifiers.contains(Modifier.PROTECTED)
                && !language.elements()
                        .getPackageOf(use.method())
                        .equals(language.elements().getPackageOf(use.type()));
    }

    private void deferredWork(OnceUse use, Problems problems) {
        TypeMirror result = use.signature().getReturnType();
        deferredWork.in(result).ifPresent(found -> {
            String work =
                    found.isInside() ? "and the `" + DisplayName.of(found.type()) + "` in it is one whose" : "whose";
            error(
                    use,
                    Code.WORK_GOES_ON,
                    "The method `%s` returns `" + DisplayName.of(result) + "`, " + work
                            + " work goes on after the key is free.",
                    found.instead(),
                    problems);
        });
    }

    private void endless(OnceUse use, Problems problems) {
        if (language.isStream(use.signature().getReturnType()) && use.text("holdAtMost").isEmpty()) {
            problems.add(Problem.error(
                            Code.ENDLESS_STREAM,
                            Spot.of(use),
                            "The method `" + DisplayName.of(use.method()) + "` returns `"
                                    + DisplayName.of(use.signature().getReturnType())
                                    + "`: its key is held until the stream has ended or was cancelled.",
                            "nothing, if it always ends; else set holdAtMost = \"1h\", or what fits.")
                    .as(Problem.Severity.NOTE));
        }
    }

    private void leases(OnceUse use, Problems problems) {
        long leases = use.signature().getParameterTypes().stream()
                .filter(language::isLease)
                .count();
        if (leases > 1) {
            error(
                    use,
                    Code.TWO_LEASES,
                    "The method `%s` has " + leases + " parameters of type Lease.",
                    "leave one: there is one lease.",
                    problems);
        }
    }

    private static void name(OnceUse use, Problems problems) {
        Optional<String> name = use.text("name");
        if (name.isPresent() && !name.get().matches("\\p{javaJavaIdentifierPart}+")) {
            problems.error(
                    Code.BAD_NAME,
                    Spot.of(use, "name"),
                    "`" + name.get() + "` cannot be part of a method's name.",
                    "write letters and digits: isLocked" + "… is followed by it.");
        }
    }

    /** Reports a type that the guarded class of an interface, which has all of its methods, cannot name. */
    public void checkForwarded(Candidate candidate, Problems problems) {
        TypeElement type = candidate.type();
        if (!type.getKind().isInterface()) {
            return;
        }
        Problems ofOne = problems.part();
        candidate
                .callable()
                .filter(method ->
                        candidate.uses().stream().noneMatch(use -> use.method().equals(method)))
                .takeWhile(method -> !ofOne.hasErrors())
                .filter(method -> isWritable(method, type, ofOne))
                .forEach(method -> hiddenTypes(
                        method,
                        (ExecutableType) language.types().asMemberOf((DeclaredType) type.asType(), method),
                        type,
                        Spot.of(method, type),
                        ofOne));
    }

    private void hiddenTypes(
            ExecutableElement method, ExecutableType as, TypeElement type, Spot spot, Problems problems) {
        language.visibility()
                .hidden(method, as, language.elements().getPackageOf(type))
                .ifPresent(hidden -> problems.error(
                        Code.HIDDEN_TYPE,
                        spot,
                        "The method `" + DisplayName.of(method) + "` names the type `" + hidden.getSimpleName()
                                + "`, which the guarded class cannot name: it is "
                                + (Visibility.isPrivate(hidden) ? "private." : "package-private in another package."),
                        Visibility.isPrivate(hidden)
                                ? "leave `private` out of " + hidden.getSimpleName() + "."
                                : "make " + hidden.getSimpleName() + " public."));
    }

    /** Reports the methods that override a guarded method of a superclass and are not guarded themselves. */
    public static void checkOverrides(Candidate candidate, Problems problems) {
        for (ExecutableElement method : candidate.unguarded()) {
            problems.error(
                    Code.UNGUARDED_OVERRIDE,
                    Spot.of(method, candidate.type()),
                    "`" + DisplayName.of(method)
                            + "` overrides a guarded method of a supertype, and is not guarded itself.",
                    "put @Once on it, too; or call the guarded method from one of another name.");
        }
    }

    /** A note on a default method of an interface: a delegate's calls to itself do not go through the guarded class. */
    public static void checkSelfCalls(Candidate candidate, Problems problems) {
        if (!candidate.type().getKind().isInterface()) {
            return;
        }
        candidate.methods().stream()
                .filter(method -> method.getModifiers().contains(Modifier.DEFAULT))
                .filter(method -> Signature.owner(method).equals(candidate.type()))
                .filter(method ->
                        candidate.uses().stream().noneMatch(use -> use.method().equals(method)))
                .findFirst()
                .ifPresent(method -> problems.add(Problem.error(
                                Code.SELF_CALL_OF_DEFAULT_METHOD,
                                Spot.of(method),
                                "If the default method `" + DisplayName.of(method)
                                        + "` calls a guarded one, that call is not guarded: it is the delegate's own.",
                                "nothing, if it does not; else move the call to the callers, or guard a class.")
                        .as(Problem.Severity.NOTE)));
    }

    private static void error(OnceUse use, Code code, String fact, String fix, Problems problems) {
        problems.error(code, Spot.of(use), fact.replace("%s", DisplayName.of(use.method())), fix);
    }
}
