package io.github.once4j.runtime;

/** A guarded method was called on the global guard before {@link OnceGuard#initGlobal} was. */
public final class OnceNotInitializedException extends OnceException {
    private static final long serialVersionUID = 1L;

    OnceNotInitializedException() {
        super("There is no global guard yet. Call OnceGuard.initGlobal(OnceGuard.builder().client(…).build()) when the"
                + " application starts, or give the generated class a guard of its own: new FooOnce(guard).");
    }
}
