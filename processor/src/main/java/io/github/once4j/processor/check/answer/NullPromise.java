package io.github.once4j.processor.check.answer;

import io.github.once4j.processor.language.Language;
import io.github.once4j.processor.language.Nullness;
import io.github.once4j.processor.model.OnceUse;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/**
 * Whether a method promises never to return null: by an annotation on it, on its return type or on an enclosing scope. For an
 * async method, the value that completes its stage counts. A type variable without {@code @Nullable} promises it as well: its
 * type argument may exclude null.
 */
final class NullPromise {
    private final Language language;

    NullPromise(Language language) {
        this.language = language;
    }

    /** Whether null as the result of a locked call would break the promise. */
    boolean isBroken(OnceUse use) {
        ExecutableElement method = use.method();
        TypeMirror declared = method.getReturnType();
        TypeMirror seen = use.signature().getReturnType();
        if (!language.isAsync(declared)) {
            if (language.isVoid(declared) || language.isVoid(seen)) {
                return false;
            }
            // The type argument of a subclass may be @Nullable, too.
            boolean nullable = Nullness.isNullable(method, declared) || Nullness.isNullable(seen);
            return !nullable
                    && (Nullness.isNonNull(method) || Nullness.isNonNull(declared) || Nullness.isNullMarked(method));
        }
        return isBrokenInside(method, declared, seen);
    }

    private boolean isBrokenInside(ExecutableElement method, TypeMirror declared, TypeMirror seen) {
        var arguments = ((DeclaredType) declared).getTypeArguments();
        if (arguments.isEmpty() || language.isVoid(language.completedWith(seen))) {
            return false; // a raw stage promises nothing
        }
        TypeMirror argument = arguments.get(0);
        if (argument instanceof WildcardType wildcard) {
            if (wildcard.getExtendsBound() == null) {
                return false; // may be a stage of anything
            }
            argument = wildcard.getExtendsBound();
        }
        boolean nullable = Nullness.isNullable(argument) || Nullness.isNullable(language.completedWith(seen));
        return !nullable && (Nullness.isNonNull(argument) || Nullness.isNullMarked(method));
    }
}
