package io.github.once4j;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs one call of the method per key at a time, in all processes that share a backend. A call that finds the key held does
 * not wait (unless {@link #waitAtMost} is set): it is skipped, returns {@link #returnOnLocked}, or throws.
 *
 * <p>The processor writes a guarded class {@code FooOnce} for the class or interface {@code Foo} that declares such a
 * method; calls that go through {@code FooOnce} are guarded, calls on a plain {@code Foo} are not. If the
 * class is {@code abstract}, the unguarded one cannot be instantiated by mistake.
 *
 * <pre>{@code
 * public abstract class ReportService {
 *     @Once(key = "report-{tenantId}-{order.id}")
 *     public Optional<Report> build(String tenantId, Order order) { ... }
 * }
 *
 * ReportServiceOnce reports = new ReportServiceOnce();
 * reports.build("acme", order);          // empty if this report is being built anywhere
 * reports.isLockedBuild("acme", order);  // typed, per guarded method
 * reports.releaseBuild("acme", order);   // forced
 * }</pre>
 *
 * <p>Two warnings can be suppressed: {@code @SuppressWarnings("once4j:unguarded")} on a class that is
 * not abstract, where other code instantiates the unguarded class on purpose (for a whole compilation:
 * {@code -Aonce4j.unguarded=ignore|warn|error}); and {@code @SuppressWarnings("once4j:shared-key")} on two methods whose
 * templates can give one key, or on their class, where one of them is intended to exclude the other.
 *
 * <p>Everything below is checked when the class is compiled. A duration is written {@code "500ms"}, {@code "30s"},
 * {@code "5m"}, {@code "1h"}, {@code "1d"}, or as ISO-8601 ({@code "PT1M30S"}); or as a placeholder with one of these as its default,
 * <code>"${app.import.lease:5m}"</code>, which is resolved by the guard when it first meets the method.
 *
 * <p>A local or an anonymous class cannot be guarded: compilers do not pass it to processors, so that the
 * annotation has no effect there.
 *
 * <p>It is the Java counterpart of the {@code once} decorator of py-cachify.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Once {
    /**
     * The key template: text with <code>{name}</code> for a parameter, <code>{name.property}</code> for a property of
     * one, <code>{this.property}</code> for a property of the guarded object, and doubled braces for a brace.
     *
     * @return the template
     */
    String key();

    /**
     * Whether a call that finds the key held throws {@code OnceLockedException} (for an async method: its stage fails
     * with it). Excludes {@link #returnOnLocked}.
     *
     * @return whether a locked call throws
     */
    boolean raiseOnLocked() default false;

    /**
     * What a call returns if the key is held, as text that is parsed as the return type of the method when the class is
     * compiled. {@code ""} is a value, too, if it is set explicitly. Without a value, a locked call returns
     * {@code null}, an empty {@code Optional} or collection, or a stage completed with these.
     *
     * @return the result of a locked call
     */
    String returnOnLocked() default "";

    /**
     * How long the lock outlives a process that died: at least {@code "1s"}. It is renewed for as long as the body
     * runs. Defaults to the lease of the guard (30 s).
     *
     * @return the lease, a duration
     */
    String lease() default "";

    /**
     * Keeps the key at least this long after the start, even when the body ends sooner or throws: for short jobs on
     * nodes whose clocks differ. A forced release ends it.
     *
     * @return a duration, or nothing
     */
    String holdAtLeast() default "";

    /**
     * Releases the key this long after the start, even if the body still runs: for bodies that may hang.
     *
     * @return a duration, or nothing
     */
    String holdAtMost() default "";

    /**
     * Keeps the key this long after a body that ended normally (for an async method: after its stage completed normally), so
     * that the same work is not done again: once a day, once per webhook. A body that throws, a stage that fails and a lost
     * lease free the key at once. The later of this and {@link #holdAtLeast} counts; a forced release ends it.
     *
     * <p>This is not exactly-once: a crash between the effect of the body and the end of its call lets the work be repeated.
     *
     * @return a duration, or nothing
     */
    String keepAfterSuccess() default "";

    /**
     * Lets a call that finds the key held wait this long for it, up to an hour; then it returns like a locked call. No order is
     * promised between processes. The lease counts from the grant, not from the call.
     *
     * @return a duration, or nothing
     */
    String waitAtMost() default "";

    /**
     * Issues a fencing number with each grant of the key, which the body reads from its {@code Lease} and hands to the
     * resource that it writes to, so that a late writer can be refused there.
     *
     * @return whether grants are numbered
     */
    boolean fenced() default false;

    /**
     * Interrupts the body (sync) or cancels its stage (async) when the lease is lost; the caller then gets
     * {@code OnceLeaseLostException}.
     *
     * @return whether a lost lease ends the body
     */
    boolean interruptOnLost() default false;

    /**
     * The {@code X} of {@code isLockedX}, {@code releaseX} and {@code holderOfX}: distinguishes overloads. Defaults to
     * the name of the method, capitalised.
     *
     * @return a part of a Java name
     */
    String name() default "";
}
