package io.github.once4j.runtime;

/** A guarded method was called on the global guard before {@link OnceGuard#initGlobal} was. */
public final class OnceNotInitializedException extends OnceException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public OnceNotInitializedException() {
        super(
                "There is no global guard. Call OnceGuard.initGlobal(OnceGuard.builder().client(…).build()) when the application"
                        + " starts, or pass a guard to the constructor of the generated class: new FooOnce(guard).");
    }
}
