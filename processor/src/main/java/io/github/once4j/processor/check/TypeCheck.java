package io.github.once4j.processor.check;

import io.github.once4j.processor.check.answer.AnswerCheck;
import io.github.once4j.processor.check.key.KeyCheck;
import io.github.once4j.processor.check.method.MethodCheck;
import io.github.once4j.processor.check.method.SupertypeCheck;
import io.github.once4j.processor.check.method.TransactionCheck;
import io.github.once4j.processor.check.overlap.SharedKeyCheck;
import io.github.once4j.processor.check.timing.TimingCheck;
import io.github.once4j.processor.check.type.CarriedCheck;
import io.github.once4j.processor.check.type.ClashCheck;
import io.github.once4j.processor.check.type.ClassCheck;
import io.github.once4j.processor.check.type.Containers;
import io.github.once4j.processor.check.type.TriggerCheck;
import io.github.once4j.processor.check.type.TypeShape;
import io.github.once4j.processor.check.type.UnguardedCheck;
import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.model.Candidate;
import io.github.once4j.processor.model.GuardedMethod;
import io.github.once4j.processor.model.GuardedType;
import io.github.once4j.processor.model.Key;
import io.github.once4j.processor.model.OnceUse;
import io.github.once4j.processor.model.Subclass;
import io.github.once4j.processor.problem.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A type with {@code @Once} methods against all the rules. When the type is sound and only an annotation is wrong, the
 * guarded class is still written in full shape: so users see what is wrong, and not that {@code FooOnce} is missing.
 */
public final class TypeCheck {
    private final ClassCheck classes;
    private final UnguardedCheck unguarded;
    private final Containers containers;
    private final TriggerCheck triggers;
    private final MethodCheck methods;
    private final SupertypeCheck supertypes;
    private final KeyCheck keys;
    private final SharedKeyCheck sharedKeys = new SharedKeyCheck();
    private final AnswerCheck answers;
    private final TimingCheck timings;
    private final TransactionCheck transactions;
    private final ClashCheck clashes;
    private final TypeShape shapes;

    /**
     * The rules of one round.
     *
     * @param language the compiler's types
     * @param options what is set for the whole compilation
     */
    public TypeCheck(Language language, Options options) {
        this.classes = new ClassCheck(language);
        this.unguarded = new UnguardedCheck(language, options.unguarded());
        this.containers = new Containers(language);
        this.triggers = new TriggerCheck(language);
        this.methods = new MethodCheck(language);
        this.supertypes = new SupertypeCheck(language);
        this.keys = new KeyCheck(language);
        this.answers = new AnswerCheck(language);
        this.timings = new TimingCheck(language);
        this.transactions = new TransactionCheck(language);
        this.clashes = new ClashCheck(language);
        this.shapes = new TypeShape(language, containers);
    }

    /** The guarded class to write; empty if there can be none. */
    public Optional<GuardedType> check(Candidate candidate, Problems problems) {
        Problems ofType = problems.part();
        classes.check(candidate, ofType);
        supertypes.checkForwarded(candidate, ofType);
        Problems ofBean = problems.part();
        containers.check(candidate.type(), ofBean);
        if (!ofType.hasErrors() && !ofBean.hasErrors()) {
            unguarded.check(candidate.type(), problems);
        }
        CarriedCheck.check(candidate, problems);
        triggers.check(candidate, problems);
        SupertypeCheck.checkOverrides(candidate, problems);
        List<GuardedMethod> guarded = clashes.check(candidate, methods(candidate, problems), problems);
        SupertypeCheck.checkSelfCalls(candidate, problems);
        return ofType.hasErrors()
                ? Optional.empty()
                : Optional.of(shapes.of(candidate, GuardedMethod.numbered(guarded)));
    }

    /** A class that only inherits {@code @Once} methods. */
    public void check(Subclass subclass, Problems problems) {
        unguarded.check(subclass, problems);
    }

    /** The methods that can be guarded, whatever else is wrong with their annotations. */
    private List<GuardedMethod> methods(Candidate candidate, Problems problems) {
        List<GuardedMethod> guarded = new ArrayList<>();
        Map<OnceUse, Key> sound = new LinkedHashMap<>();
        for (OnceUse use : candidate.uses()) {
            Problems ofMethod = problems.part();
            methods.check(use, ofMethod);
            Problems ofKey = problems.part();
            Key key = keys.check(use, ofKey);
            if (!ofKey.hasErrors()) {
                sound.put(use, key);
            }
            GuardedMethod method = method(use, key, problems);
            if (!ofMethod.hasErrors()) {
                guarded.add(method);
            }
        }
        transactions.check(candidate.type(), candidate.uses(), problems);
        sharedKeys.check(sound, problems);
        return guarded;
    }

    private GuardedMethod method(OnceUse use, Key key, Problems problems) {
        String name = use.method().getSimpleName().toString();
        String suffix = use.text("name").filter(written -> !written.isEmpty()).orElse(name);
        return new GuardedMethod(
                shapes.signature(use.method(), use.signature(), use.type()),
                Character.toUpperCase(suffix.charAt(0)) + suffix.substring(1),
                1,
                key,
                answers.check(use, problems),
                timings.check(use, problems),
                use.on("fenced"),
                use.on("interruptOnLost"),
                shapes.stage(use.signature().getReturnType()));
    }
}
